import { useApi } from '@backstage/frontend-plugin-api';
import { Select } from '@backstage/ui';
import { StorageTargetInfo } from 'backstage-plugin-tdengine-backup-common';
import { tdengineBackupApiRef } from '../../api';
import { useFormat } from '../../hooks/useFormat';
import { useResource } from '../../hooks/useResource';
import { useTranslation } from '../../hooks/useTranslation';
import { ErrorPanel, targetOptions } from '../shared';
import styles from './CreateBackupDialog.module.css';

interface Props {
  /** Names of targets; none for the one that the portal's configuration chooses. */
  value: readonly string[];
  onChange: (targets: string[]) => void;
  isDisabled?: boolean;
}

/** Where the copies of the backup go, with the room there is. */
export function TargetsSelect(props: Props) {
  const { value, onChange } = props;
  const api = useApi(tdengineBackupApiRef);
  const { t } = useTranslation();
  const format = useFormat();
  const targets = useResource('targets', signal => api.getTargets({ signal }));

  const describe = ({
    name,
    location,
    freeBytes,
    error,
  }: StorageTargetInfo): string => {
    if (error) {
      return t('createBackup.options.targetError', { name, message: error });
    }
    return freeBytes === undefined
      ? t('createBackup.options.targetPlace', { name, location })
      : t('createBackup.options.targetFree', {
          name,
          location,
          free: format.bytes(freeBytes),
        });
  };
  const items = targets.value ?? [];
  const chosen =
    value.length > 0
      ? items.filter(({ name }) => value.includes(name))
      : items.filter(({ isDefault }) => isDefault);

  const isSeveral = chosen.length > 1;
  const options = targetOptions(targets.value, value, t);

  const choose = (keys: ReadonlyArray<string | number>) => {
    // As the portal orders them, the nearest first.
    const names = options
      .map(({ id }) => id)
      .filter(name => keys.includes(name));
    const isDefault =
      names.length === 1 &&
      items.some(item => item.name === names[0] && item.isDefault);
    onChange(isDefault ? [] : names);
  };

  if (targets.error) {
    return <ErrorPanel error={targets.error} onRetry={targets.reload} />;
  }
  return (
    <div>
      <Select
        selectionMode="multiple"
        label={t('createBackup.options.targets')}
        description={
          isSeveral
            ? t('createBackup.options.targetsHint')
            : chosen.map(describe)[0]
        }
        isDisabled={props.isDisabled || !targets.value}
        options={options}
        value={value.length > 0 ? [...value] : chosen.map(({ name }) => name)}
        onChange={choose}
      />
      {isSeveral && (
        <ul className={styles.targets}>
          {chosen.map(target => (
            <li key={target.name}>{describe(target)}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
