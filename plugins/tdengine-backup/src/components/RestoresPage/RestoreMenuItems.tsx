import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { Menu, MenuItem } from '@backstage/ui';
import {
  RiArchiveLine,
  RiCloseCircleLine,
  RiExternalLinkLine,
  RiHistoryLine,
  RiRestartLine,
} from '@remixicon/react';
import {
  Restore,
  tdengineRestoreExecutePermission,
} from 'backstage-plugin-tdengine-backup-common';
import { isRestoreActive, tdengineBackupApiRef } from '../../api';
import { useAllowed } from '../../hooks/useAllowed';
import { useToast } from '../../hooks/useToast';
import { useTranslation } from '../../hooks/useTranslation';
import {
  backupRouteRef,
  restoreBackupRouteRef,
  restoreRouteRef,
} from '../../routes';
import { describeError } from '../shared';

interface Props {
  restore: Restore;
  /** Permissions are asked for only once the menu opens: a page has many rows. */
  isOpen: boolean;
  onChanged: () => void;
  onCancel: () => void;
}

/** The entries of a restore's menu. What the user may not do is there, but cannot be chosen, and says why. */
export function RestoreMenuItems(props: Props) {
  const { restore, isOpen, onChanged, onCancel } = props;
  const api = useApi(tdengineBackupApiRef);
  const { t } = useTranslation();
  const toast = useToast();
  const { backupId, id, state } = restore;
  const restoreLink = useRouteRef(restoreRouteRef);
  const backupLink = useRouteRef(backupRouteRef);
  const againLink = useRouteRef(restoreBackupRouteRef);
  const { allowed } = useAllowed(
    tdengineRestoreExecutePermission,
    isOpen ? backupId : undefined,
  );

  const label = (text: string) =>
    allowed
      ? text
      : `${text} · ${t('common.permission.missing', {
          permission: tdengineRestoreExecutePermission.name,
        })}`;
  const retry = async () => {
    try {
      await api.retryRestore(id);
      toast({ status: 'success', title: t('restores.retryStarted') });
      onChanged();
    } catch (error) {
      toast({
        status: 'danger',
        title: t('restores.actionFailed', {
          name: restore.backupName,
          message: describeError(error).message,
        }),
      });
    }
  };

  return (
    <Menu placement="bottom end">
      <MenuItem
        iconStart={<RiExternalLinkLine />}
        href={restoreLink?.({ restoreId: id })}
      >
        {t('restores.menu.open')}
      </MenuItem>
      <MenuItem iconStart={<RiArchiveLine />} href={backupLink?.({ backupId })}>
        {t('restores.menu.backup')}
      </MenuItem>
      <MenuItem
        iconStart={<RiHistoryLine />}
        isDisabled={!allowed}
        href={againLink?.({ backupId })}
      >
        {label(t('restores.menu.again'))}
      </MenuItem>
      {(state === 'failed' || state === 'cancelled') && (
        <MenuItem
          iconStart={<RiRestartLine />}
          isDisabled={!allowed}
          onAction={retry}
        >
          {label(t('restores.menu.retry'))}
        </MenuItem>
      )}
      {isRestoreActive(restore) && (
        <MenuItem
          iconStart={<RiCloseCircleLine />}
          color="danger"
          isDisabled={!allowed || state === 'cancelling'}
          onAction={onCancel}
        >
          {label(t('restores.menu.cancel'))}
        </MenuItem>
      )}
    </Menu>
  );
}
