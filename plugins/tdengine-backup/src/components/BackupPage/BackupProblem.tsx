import { useApi } from '@backstage/frontend-plugin-api';
import { Alert, AlertProps } from '@backstage/ui';
import {
  Backup,
  tdengineBackupCreatePermission,
} from 'backstage-plugin-tdengine-backup-common';
import { tdengineBackupApiRef } from '../../api';
import { useAction } from '../../hooks/useAction';
import { useTranslation } from '../../hooks/useTranslation';
import { describeError, GuardedButton } from '../shared';
import styles from './BackupPage.module.css';

interface Props {
  backup: Backup;
  onReload: () => void;
}

/** Why a backup is not good, and what can be done about it. */
export function BackupProblem(props: Props) {
  const { backup, onReload } = props;
  const api = useApi(tdengineBackupApiRef);
  const { t } = useTranslation();
  const retry = useAction(async () => {
    await api.retryBackup(backup.id);
    onReload();
  });

  const problem = describe();
  if (!problem) {
    return null;
  }
  const canRetry = backup.state === 'failed' || backup.state === 'cancelled';
  return (
    <Alert
      role="alert"
      icon
      status={problem.status}
      title={problem.title}
      description={
        <span className={styles.words}>
          {problem.words}
          {retry.error && (
            <span className={styles.line}>
              {describeError(retry.error).message}
            </span>
          )}
        </span>
      }
      customActions={
        canRetry && (
          <GuardedButton
            permission={tdengineBackupCreatePermission}
            resourceRef={backup.id}
            variant="secondary"
            size="small"
            isPending={retry.isRunning}
            onPress={() => retry.run()}
          >
            {t('backupDetail.actions.retry')}
          </GuardedButton>
        )
      }
    />
  );

  function describe():
    | { status: AlertProps['status']; title: string; words?: string }
    | undefined {
    switch (backup.state) {
      case 'failed':
        return {
          status: 'danger',
          title: t('backupDetail.failed.title'),
          words: backup.error,
        };
      case 'partially-failed':
        return {
          status: 'warning',
          title: t('backupDetail.failed.partially'),
          words: backup.error,
        };
      case 'corrupted':
        return {
          status: 'danger',
          title: t('backupDetail.failed.corrupted'),
          words: backup.error ?? t('backupDetail.failed.corruptedHint'),
        };
      case 'cancelled':
        return {
          status: 'info',
          title: t('backupDetail.failed.cancelled'),
          words: backup.error ?? t('backupDetail.failed.cancelledHint'),
        };
      default:
        return undefined;
    }
  }
}
