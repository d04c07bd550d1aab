import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import { RiArchiveLine, RiHistoryLine, RiRestartLine } from '@remixicon/react';
import {
  Restore,
  tdengineRestoreExecutePermission,
} from 'backstage-plugin-tdengine-backup-common';
import { isRestoreActive, tdengineBackupApiRef } from '../../api';
import { useAction } from '../../hooks/useAction';
import { useAllowed } from '../../hooks/useAllowed';
import { useToast } from '../../hooks/useToast';
import { useTranslation } from '../../hooks/useTranslation';
import { backupRouteRef, restoreBackupRouteRef } from '../../routes';
import { describeError, GuardedButton } from '../shared';
import styles from './RestorePage.module.css';

interface Props {
  restore: Restore;
  onChanged: (restore: Restore) => void;
}

/** The backup, the same backup restored again, and another attempt where this one did not succeed. */
export function RestoreActions(props: Props) {
  const { restore, onChanged } = props;
  const { backupId, backupName, id, state } = restore;
  const api = useApi(tdengineBackupApiRef);
  const { t } = useTranslation();
  const toast = useToast();
  const backupLink = useRouteRef(backupRouteRef);
  const againLink = useRouteRef(restoreBackupRouteRef);
  const { allowed } = useAllowed(tdengineRestoreExecutePermission, backupId);

  const retry = useAction(async () => {
    try {
      onChanged(await api.retryRestore(id));
      toast({ status: 'success', title: t('restores.retryStarted') });
    } catch (error) {
      toast({
        status: 'danger',
        title: t('restores.actionFailed', {
          name: backupName,
          message: describeError(error).message,
        }),
      });
    }
  });

  const canRetry = state === 'failed' || state === 'cancelled';
  return (
    <div className={styles.actions}>
      <ButtonLink
        variant="secondary"
        iconStart={<RiArchiveLine />}
        href={backupLink?.({ backupId })}
      >
        {t('restoreDetail.actions.backup')}
      </ButtonLink>
      {allowed && !isRestoreActive(restore) && (
        <ButtonLink
          variant="secondary"
          iconStart={<RiHistoryLine />}
          href={againLink?.({ backupId })}
        >
          {t('restoreDetail.actions.again')}
        </ButtonLink>
      )}
      {canRetry && (
        <GuardedButton
          permission={tdengineRestoreExecutePermission}
          resourceRef={backupId}
          iconStart={<RiRestartLine />}
          isPending={retry.isRunning}
          onPress={() => retry.run()}
        >
          {t('restoreDetail.actions.retry')}
        </GuardedButton>
      )}
    </div>
  );
}
