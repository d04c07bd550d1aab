import { useApi } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import { RiBrushLine } from '@remixicon/react';
import {
  Policy,
  tdengineBackupPolicyQueryPermission,
  tdengineBackupPolicyUpdatePermission,
} from 'backstage-plugin-tdengine-backup-common';
import { useState } from 'react';
import { tdengineBackupPolicyApiRef } from '../../api';
import { useResource } from '../../hooks/useResource';
import { useTranslation } from '../../hooks/useTranslation';
import { describeRetention } from '../policies/describeRetention';
import { VerdictTable } from '../policies/VerdictTable';
import { ErrorPanel, GuardedButton, Section, SkeletonLines } from '../shared';
import { CleanUpDialog } from './CleanUpDialog';

/** The rules in words, and what they do to the backups that there are. */
export function PolicyRetentionTab(props: { policy: Policy }) {
  const { policy } = props;
  const { id, retention } = policy;
  const api = useApi(tdengineBackupPolicyApiRef);
  const { t } = useTranslation();
  const [isCleaning, setCleaning] = useState(false);
  const timeZone = retention.timeZone ?? policy.schedule.timeZone;
  const preview = useResource(
    JSON.stringify(['retention', id, retention]),
    signal => api.previewRetention({ policyId: id, retention }, { signal }),
    { resetOnChange: true },
  );

  return (
    <Flex direction="column" gap="4" mt="4">
      <Section
        title={t('policyDetail.retention.title')}
        description={describeRetention(retention, t)}
        actions={
          <GuardedButton
            permission={tdengineBackupPolicyUpdatePermission}
            resourceRef={id}
            variant="secondary"
            iconStart={<RiBrushLine />}
            isDisabled={!preview.value}
            onPress={() => setCleaning(true)}
          >
            {t('policyDetail.retention.cleanUp')}
          </GuardedButton>
        }
      >
        {preview.error && (
          <ErrorPanel
            error={preview.error}
            title={t('common.error.loadTitle')}
            permission={tdengineBackupPolicyQueryPermission.name}
            onRetry={preview.reload}
          />
        )}
        {preview.isLoading && <SkeletonLines />}
        {preview.value?.items.length === 0 && (
          <Text color="secondary">{t('policies.verdict.empty')}</Text>
        )}
        {preview.value && preview.value.items.length > 0 && (
          <VerdictTable preview={preview.value} timeZone={timeZone} />
        )}
      </Section>
      {isCleaning && preview.value && (
        <CleanUpDialog
          policy={policy}
          preview={preview.value}
          onClose={() => setCleaning(false)}
          onDone={preview.reload}
        />
      )}
    </Flex>
  );
}
