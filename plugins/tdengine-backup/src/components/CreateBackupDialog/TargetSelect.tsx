import { useApi } from '@backstage/frontend-plugin-api';
import { Select } from '@backstage/ui';
import { StorageTargetInfo } from 'backstage-plugin-tdengine-backup-common';
import { tdengineBackupApiRef } from '../../api';
import { useFormat } from '../../hooks/useFormat';
import { useResource } from '../../hooks/useResource';
import { useTranslation } from '../../hooks/useTranslation';
import { ErrorPanel } from '../shared';

interface Props {
  /** `default` or the name of a target. */
  value: string;
  onChange: (target: string) => void;
}

/** Where the backup goes, with the room there is. */
export function TargetSelect(props: Props) {
  const { value, onChange } = props;
  const api = useApi(tdengineBackupApiRef);
  const { t } = useTranslation();
  const format = useFormat();
  const targets = useResource('targets', signal => api.getTargets({ signal }));

  const describe = (target?: StorageTargetInfo) => {
    if (!target) {
      return undefined;
    }
    if (target.error) {
      return t('createBackup.options.targetError', {
        name: target.name,
        message: target.error,
      });
    }
    return target.freeBytes === undefined
      ? target.location
      : t('createBackup.options.targetFree', {
          location: target.location,
          free: format.bytes(target.freeBytes),
        });
  };
  const items = targets.value ?? [];
  const chosen = items.find(({ name, isDefault }) =>
    value === 'default' ? isDefault : name === value,
  );

  if (targets.error) {
    return <ErrorPanel error={targets.error} onRetry={targets.reload} />;
  }
  return (
    <Select
      label={t('createBackup.options.target')}
      description={describe(chosen)}
      isDisabled={!targets.value}
      options={items.map(({ name, isDefault }) => ({
        id: isDefault ? 'default' : name,
        label: isDefault
          ? t('createBackup.options.targetDefault', { name })
          : name,
      }))}
      value={chosen?.isDefault ? 'default' : value}
      onChange={target => onChange(String(target))}
    />
  );
}
