import { useApi } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import {
  checkSchedule,
  tdengineBackupPolicyQueryPermission,
} from 'backstage-plugin-tdengine-backup-common';
import { useMemo } from 'react';
import { tdengineBackupPolicyApiRef } from '../../api';
import { useDebounced } from '../../hooks/useDebounced';
import { useResource } from '../../hooks/useResource';
import { useTranslation } from '../../hooks/useTranslation';
import { VerdictTable } from '../policies/VerdictTable';
import { ErrorPanel, SkeletonLines } from '../shared';
import { PolicyForm, policyRetention } from './policyForm';
import { ProjectionChart } from './ProjectionChart';
import { projectRetention } from './projectRetention';
import { toSchedule } from './scheduleForm';

const DELAY_MS = 400;

interface Props {
  /** With rules that are right. */
  form: PolicyForm;
  policyId?: string;
}

/** What the rules do to the backups of the policy; where there are none yet, what they would come to. */
export function RetentionSimulator(props: Props) {
  const { form, policyId } = props;
  const api = useApi(tdengineBackupPolicyApiRef);
  const { t } = useTranslation();
  const text = useDebounced(
    JSON.stringify([toSchedule(form.schedule), policyRetention(form)]),
    DELAY_MS,
  );
  const [schedule, retention] = useMemo(() => JSON.parse(text), [text]);
  const preview = useResource(
    JSON.stringify(['simulate', policyId, retention]),
    signal =>
      api.previewRetention({ policyId: policyId!, retention }, { signal }),
    { enabled: policyId !== undefined },
  );
  const isProjected =
    policyId === undefined || preview.value?.items.length === 0;
  const projection = useMemo(() => {
    if (!isProjected || checkSchedule(schedule).length > 0) {
      return undefined;
    }
    try {
      return projectRetention(schedule, retention, new Date());
    } catch {
      // Rules that went wrong while they settled: their fields say so.
      return undefined;
    }
  }, [isProjected, retention, schedule]);

  if (isProjected) {
    return projection ? <ProjectionChart projection={projection} /> : null;
  }
  return (
    <Flex direction="column" gap="2">
      <Text as="p" weight="bold">
        {t('policyEditor.keep.simulated')}
      </Text>
      {preview.error && (
        <ErrorPanel
          error={preview.error}
          permission={tdengineBackupPolicyQueryPermission.name}
          onRetry={preview.reload}
        />
      )}
      {preview.isLoading && <SkeletonLines />}
      {preview.value && (
        <>
          <VerdictTable
            preview={preview.value}
            timeZone={retention.timeZone}
            isStale={preview.isStale}
          />
          <Text as="p" variant="body-small" color="secondary">
            {t('policyEditor.keep.ofOther')}
          </Text>
        </>
      )}
    </Flex>
  );
}
