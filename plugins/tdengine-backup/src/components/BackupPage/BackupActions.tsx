import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonLink, Menu, MenuItem, MenuTrigger } from '@backstage/ui';
import {
  RiArrowDownSLine,
  RiDeleteBinLine,
  RiHistoryLine,
  RiPushpin2Line,
  RiShieldCheckLine,
  RiUnpinLine,
} from '@remixicon/react';
import {
  Backup,
  tdengineBackupCreatePermission,
  tdengineBackupDeletePermission,
  tdengineBackupDownloadPermission,
  tdengineRestoreExecutePermission,
} from 'backstage-plugin-tdengine-backup-common';
import { useState } from 'react';
import {
  isBackupActive,
  isBackupUsable,
  tdengineBackupApiRef,
} from '../../api';
import { useAllowed } from '../../hooks/useAllowed';
import { useDownload } from '../../hooks/useDownload';
import { usePin } from '../../hooks/usePin';
import { useNavigateTo } from '../../hooks/useNavigateTo';
import { useToast } from '../../hooks/useToast';
import { useTranslation } from '../../hooks/useTranslation';
import { backupsRouteRef, restoreBackupRouteRef } from '../../routes';
import { DeleteBackupDialog } from '../BackupsPage';
import { describeError, GuardedButton } from '../shared';
import styles from './BackupPage.module.css';

interface Props {
  backup: Backup;
  onChanged: (backup: Backup) => void;
}

/** Restore, verify, download, delete. */
export function BackupActions(props: Props) {
  const { backup, onChanged } = props;
  const api = useApi(tdengineBackupApiRef);
  const { t } = useTranslation();
  const toast = useToast();
  const navigate = useNavigateTo();
  const download = useDownload();
  const pin = usePin(backup, onChanged);
  const [isDeleting, setDeleting] = useState(false);
  const restoreLink = useRouteRef(restoreBackupRouteRef);
  const backupsLink = useRouteRef(backupsRouteRef);
  const mayRestore = useAllowed(tdengineRestoreExecutePermission, backup.id);
  const mayDownload = useAllowed(tdengineBackupDownloadPermission, backup.id);

  const usable = isBackupUsable(backup);
  const active = isBackupActive(backup);
  const hasFiles = usable || backup.state === 'corrupted';

  const verify = async () => {
    try {
      onChanged(await api.verifyBackup(backup.id));
      toast({
        status: 'success',
        title: t('backups.verifyStarted', { name: backup.name }),
      });
    } catch (error) {
      toast({
        status: 'danger',
        title: t('backups.actionFailed', {
          name: backup.name,
          message: describeError(error).message,
        }),
      });
    }
  };

  return (
    <div className={styles.actions}>
      {mayRestore.allowed && usable ? (
        <ButtonLink
          variant="primary"
          iconStart={<RiHistoryLine />}
          href={restoreLink?.({ backupId: backup.id })}
        >
          {t('backupDetail.actions.restore')}
        </ButtonLink>
      ) : (
        <GuardedButton
          permission={tdengineRestoreExecutePermission}
          resourceRef={backup.id}
          iconStart={<RiHistoryLine />}
          isDisabled
        >
          {t('backupDetail.actions.restore')}
        </GuardedButton>
      )}
      <GuardedButton
        permission={tdengineBackupCreatePermission}
        resourceRef={backup.id}
        variant="secondary"
        iconStart={<RiShieldCheckLine />}
        isDisabled={!hasFiles || active}
        onPress={verify}
      >
        {t('backupDetail.actions.verify')}
      </GuardedButton>
      <GuardedButton
        permission={tdengineBackupCreatePermission}
        resourceRef={backup.id}
        variant="secondary"
        iconStart={backup.pinned ? <RiUnpinLine /> : <RiPushpin2Line />}
        isPending={pin.isRunning}
        onPress={() => pin.run()}
      >
        {backup.pinned ? t('backups.menu.unpin') : t('backups.menu.pin')}
      </GuardedButton>
      {mayDownload.allowed ? (
        <MenuTrigger>
          <Button
            variant="secondary"
            iconEnd={<RiArrowDownSLine />}
            isDisabled={!hasFiles}
          >
            {t('backupDetail.actions.download')}
          </Button>
          <Menu placement="bottom end">
            <MenuItem onAction={() => download(backup.id, 'stored')}>
              {backup.packaging === 'folder'
                ? t('backupDetail.actions.downloadFolder')
                : t('backupDetail.actions.downloadStored', {
                    packaging: t(`common.packaging.${backup.packaging}`),
                  })}
            </MenuItem>
            <MenuItem
              isDisabled={!usable}
              onAction={() => download(backup.id, 'csv')}
            >
              {t('backupDetail.actions.downloadCsv')}
            </MenuItem>
          </Menu>
        </MenuTrigger>
      ) : (
        <GuardedButton
          permission={tdengineBackupDownloadPermission}
          resourceRef={backup.id}
          variant="secondary"
        >
          {t('backupDetail.actions.download')}
        </GuardedButton>
      )}
      <GuardedButton
        permission={tdengineBackupDeletePermission}
        resourceRef={backup.id}
        variant="secondary"
        destructive
        iconStart={<RiDeleteBinLine />}
        isDisabled={active}
        onPress={() => setDeleting(true)}
      >
        {t('backupDetail.actions.delete')}
      </GuardedButton>
      {isDeleting && (
        <DeleteBackupDialog
          backup={backup}
          onClose={() => setDeleting(false)}
          onDeleted={() => {
            const link = backupsLink?.();
            if (link) {
              navigate(link);
            }
          }}
        />
      )}
    </div>
  );
}
