import { useApi } from '@backstage/frontend-plugin-api';
import {
  Restore,
  tdengineRestoreExecutePermission,
} from 'backstage-plugin-tdengine-backup-common';
import { tdengineBackupApiRef } from '../../api';
import { useToast } from '../../hooks/useToast';
import { useTranslation } from '../../hooks/useTranslation';
import { ConfirmDialog } from '../shared';

interface Props {
  restore: Restore;
  onClose: () => void;
  onCancelled: () => void;
}

/** Says what is undone and what stays before a restore is stopped. */
export function CancelRestoreDialog(props: Props) {
  const { restore, onClose, onCancelled } = props;
  const api = useApi(tdengineBackupApiRef);
  const { t } = useTranslation();
  const toast = useToast();

  return (
    <ConfirmDialog
      title={t('restores.cancel.title')}
      confirmLabel={t('restores.cancel.confirm')}
      cancelLabel={t('restores.cancel.keep')}
      destructive
      permission={tdengineRestoreExecutePermission.name}
      onConfirm={async () => {
        await api.cancelRestore(restore.id);
        toast({ status: 'success', title: t('restores.cancel.done') });
        onCancelled();
      }}
      onClose={onClose}
    >
      {t('restores.cancel.consequence')}
    </ConfirmDialog>
  );
}
