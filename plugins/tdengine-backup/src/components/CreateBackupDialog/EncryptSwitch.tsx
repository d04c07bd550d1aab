import { useApi } from '@backstage/frontend-plugin-api';
import { Switch } from '@backstage/ui';
import { tdengineBackupApiRef } from '../../api';
import { useResource } from '../../hooks/useResource';
import { useTranslation } from '../../hooks/useTranslation';
import styles from './CreateBackupDialog.module.css';

interface Props {
  /** As configured where it is undefined. */
  value: boolean | undefined;
  onChange: (encrypt: boolean) => void;
}

/** Whether backups are encrypted; nothing where the portal has no key for it. */
export function EncryptSwitch(props: Props) {
  const api = useApi(tdengineBackupApiRef);
  const { t } = useTranslation();
  const encryption = useResource('encryption', signal =>
    api.getEncryption({ signal }),
  );
  const { keyId, byDefault = false } = encryption.value ?? {};
  const isSelected = props.value ?? byDefault;
  if (keyId === undefined) {
    return null;
  }
  return (
    <div className={styles.full}>
      <Switch
        label={t('createBackup.options.encrypt')}
        isSelected={isSelected}
        onChange={props.onChange}
      />
      {isSelected && (
        <span className={styles.hint} role="status">
          {t('createBackup.options.encryptHint', { key: keyId })}
        </span>
      )}
    </div>
  );
}
