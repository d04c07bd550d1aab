import { useApi } from '@backstage/frontend-plugin-api';
import { Backup } from 'backstage-plugin-tdengine-backup-common';
import { tdengineBackupApiRef } from '../api';
import { describeError } from '../components/shared/describeError';
import { Action, useAction } from './useAction';
import { useToast } from './useToast';
import { useTranslation } from './useTranslation';

/** Pins a backup, so that no rule removes it, or unpins it. */
export function usePin(
  backup: Backup,
  onChanged: (backup: Backup) => void,
): Action<[]> {
  const api = useApi(tdengineBackupApiRef);
  const { t } = useTranslation();
  const toast = useToast();
  const { id, name, pinned } = backup;

  return useAction(async () => {
    try {
      onChanged(await api.updateBackup(id, { pinned: !pinned }));
      toast({
        status: 'success',
        title: pinned
          ? t('backups.unpinDone', { name })
          : t('backups.pinDone', { name }),
      });
    } catch (error) {
      toast({
        status: 'danger',
        title: t('backups.actionFailed', {
          name,
          message: describeError(error).message,
        }),
      });
    }
  });
}
