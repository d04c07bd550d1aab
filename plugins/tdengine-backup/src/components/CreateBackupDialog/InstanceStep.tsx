import { useApi } from '@backstage/frontend-plugin-api';
import { Flex, Radio, RadioGroup } from '@backstage/ui';
import { RiServerLine } from '@remixicon/react';
import {
  Instance,
  tdengineBackupQueryPermission,
} from 'backstage-plugin-tdengine-backup-common';
import { useEffect } from 'react';
import { tdengineBackupApiRef } from '../../api';
import { Resource, useResource } from '../../hooks/useResource';
import { useTranslation } from '../../hooks/useTranslation';
import { EmptyState, ErrorPanel, SkeletonLines } from '../shared';
import { ConnectionStatus } from './ConnectionStatus';
import { CreateBackupForm } from './createBackupForm';
import { EMPTY_SELECTION } from './scopeSelection';
import styles from './CreateBackupDialog.module.css';

interface Props {
  form: CreateBackupForm;
  onChange: (part: Partial<CreateBackupForm>) => void;
  /** The chosen instance with the test of its connection. */
  status: Resource<Instance>;
}

/** Which TDengine, and whether it answers. */
export function InstanceStep(props: Props) {
  const { form, onChange, status } = props;
  const api = useApi(tdengineBackupApiRef);
  const { t } = useTranslation();
  const instances = useResource('instances', signal =>
    api.getInstances({ signal }),
  );

  const only =
    instances.value?.length === 1 ? instances.value[0].name : undefined;
  useEffect(() => {
    if (only !== undefined && form.instance === undefined) {
      onChange({ instance: only });
    }
  }, [only, form.instance, onChange]);

  if (instances.error) {
    return (
      <ErrorPanel
        error={instances.error}
        title={t('common.error.loadTitle')}
        permission={tdengineBackupQueryPermission.name}
        onRetry={instances.reload}
      />
    );
  }
  if (!instances.value) {
    return <SkeletonLines />;
  }
  if (instances.value.length === 0) {
    return (
      <EmptyState
        icon={<RiServerLine />}
        title={t('createBackup.instance.empty')}
        description={t('createBackup.instance.emptyHint')}
      />
    );
  }
  return (
    <Flex direction="column" gap="4">
      <RadioGroup
        label={t('createBackup.instance.label')}
        value={form.instance ?? ''}
        onChange={instance =>
          onChange({ instance, selection: EMPTY_SELECTION })
        }
      >
        {instances.value.map(instance => (
          <Radio key={instance.name} value={instance.name}>
            <span>
              {instance.title ?? instance.name}
              <span className={styles.hint}>
                {[instance.description, instance.url]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </span>
          </Radio>
        ))}
      </RadioGroup>
      {form.instance !== undefined && <ConnectionStatus status={status} />}
    </Flex>
  );
}
