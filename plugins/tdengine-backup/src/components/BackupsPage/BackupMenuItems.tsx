import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { Menu, MenuItem, MenuSeparator } from '@backstage/ui';
import { Permission } from '@backstage/plugin-permission-common';
import {
  RiDeleteBinLine,
  RiDownload2Line,
  RiExternalLinkLine,
  RiFileTextLine,
  RiHistoryLine,
  RiPushpin2Line,
  RiRestartLine,
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
import {
  isBackupActive,
  isBackupUsable,
  tdengineBackupApiRef,
} from '../../api';
import { useAllowed } from '../../hooks/useAllowed';
import { useDownload } from '../../hooks/useDownload';
import { usePin } from '../../hooks/usePin';
import { useToast } from '../../hooks/useToast';
import { useTranslation } from '../../hooks/useTranslation';
import { backupRouteRef, restoreBackupRouteRef } from '../../routes';
import { describeError } from '../shared';

interface Props {
  backup: Backup;
  /** Permissions are asked for only once the menu opens: a page has many rows. */
  isOpen: boolean;
  onChanged: () => void;
  onDelete: () => void;
}

/** The entries of a backup's menu. What the user may not do is there, but cannot be chosen, and says why. */
export function BackupMenuItems(props: Props) {
  const { backup, isOpen, onChanged, onDelete } = props;
  const api = useApi(tdengineBackupApiRef);
  const { t } = useTranslation();
  const toast = useToast();
  const download = useDownload();
  const pin = usePin(backup, onChanged);
  const backupLink = useRouteRef(backupRouteRef);
  const restoreLink = useRouteRef(restoreBackupRouteRef);
  const resourceRef = isOpen ? backup.id : undefined;
  const isAllowed = {
    create: useAllowed(tdengineBackupCreatePermission, resourceRef).allowed,
    restore: useAllowed(tdengineRestoreExecutePermission, resourceRef).allowed,
    download: useAllowed(tdengineBackupDownloadPermission, resourceRef).allowed,
    delete: useAllowed(tdengineBackupDeletePermission, resourceRef).allowed,
  };

  const { name } = backup;
  const usable = isBackupUsable(backup);
  const active = isBackupActive(backup);
  const canRetry = backup.state === 'failed' || backup.state === 'cancelled';
  const hasFiles = usable || backup.state === 'corrupted';

  const act = async (action: () => Promise<unknown>, done: string) => {
    try {
      await action();
      toast({ status: 'success', title: done });
      onChanged();
    } catch (error) {
      toast({
        status: 'danger',
        title: t('backups.actionFailed', {
          name,
          message: describeError(error).message,
        }),
      });
    }
  };
  const label = (text: string, permission: Permission, allowed: boolean) =>
    allowed
      ? text
      : `${text} · ${t('common.permission.missing', {
          permission: permission.name,
        })}`;

  return (
    <Menu placement="bottom end">
      <MenuItem
        iconStart={<RiExternalLinkLine />}
        href={backupLink?.({ backupId: backup.id })}
      >
        {t('backups.menu.open')}
      </MenuItem>
      <MenuItem
        iconStart={<RiHistoryLine />}
        isDisabled={!usable || !isAllowed.restore}
        href={restoreLink?.({ backupId: backup.id })}
      >
        {label(
          t('backups.menu.restore'),
          tdengineRestoreExecutePermission,
          isAllowed.restore,
        )}
      </MenuItem>
      <MenuItem
        iconStart={<RiShieldCheckLine />}
        isDisabled={!hasFiles || active || !isAllowed.create}
        onAction={() =>
          act(
            () => api.verifyBackup(backup.id),
            t('backups.verifyStarted', { name }),
          )
        }
      >
        {label(
          t('backups.menu.verify'),
          tdengineBackupCreatePermission,
          isAllowed.create,
        )}
      </MenuItem>
      {canRetry && (
        <MenuItem
          iconStart={<RiRestartLine />}
          isDisabled={!isAllowed.create}
          onAction={() =>
            act(
              () => api.retryBackup(backup.id),
              t('backups.retryStarted', { name }),
            )
          }
        >
          {t('backups.menu.retry')}
        </MenuItem>
      )}
      <MenuItem
        iconStart={<RiDownload2Line />}
        isDisabled={!hasFiles || !isAllowed.download}
        onAction={() => download(backup.id, 'stored')}
      >
        {label(
          t('backups.menu.downloadStored'),
          tdengineBackupDownloadPermission,
          isAllowed.download,
        )}
      </MenuItem>
      <MenuItem
        iconStart={<RiFileTextLine />}
        isDisabled={!usable || !isAllowed.download}
        onAction={() => download(backup.id, 'csv')}
      >
        {t('backups.menu.downloadCsv')}
      </MenuItem>
      <MenuItem
        iconStart={backup.pinned ? <RiUnpinLine /> : <RiPushpin2Line />}
        isDisabled={backup.state === 'deleting' || !isAllowed.create}
        onAction={pin.run}
      >
        {label(
          backup.pinned ? t('backups.menu.unpin') : t('backups.menu.pin'),
          tdengineBackupCreatePermission,
          isAllowed.create,
        )}
      </MenuItem>
      <MenuSeparator />
      <MenuItem
        iconStart={<RiDeleteBinLine />}
        color="danger"
        isDisabled={active || !isAllowed.delete}
        onAction={onDelete}
      >
        {label(
          t('backups.menu.delete'),
          tdengineBackupDeletePermission,
          isAllowed.delete,
        )}
      </MenuItem>
    </Menu>
  );
}
