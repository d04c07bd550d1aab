import { useApi } from '@backstage/frontend-plugin-api';
import { useCallback } from 'react';
import { tdengineBackupApiRef } from '../api';
import { describeError } from '../components/shared/describeError';
import { useToast } from './useToast';
import { useTranslation } from './useTranslation';

/**
 * Downloads a backup the way browsers do, so that nothing of it is held in memory: a plain link, for which the backend
 * gives the browser a cookie first.
 */
export function useDownload(): (
  backupId: string,
  as: 'stored' | 'csv',
) => Promise<void> {
  const api = useApi(tdengineBackupApiRef);
  const toast = useToast();
  const { t } = useTranslation();

  return useCallback(
    async (backupId, as) => {
      try {
        await api.issueDownloadCookie();
        const anchor = document.createElement('a');
        anchor.href = await api.getDownloadUrl(backupId, as);
        anchor.download = '';
        document.body.append(anchor);
        anchor.click();
        anchor.remove();
      } catch (error) {
        toast({
          status: 'danger',
          title: t('backups.download.failed', {
            message: describeError(error).message,
          }),
        });
      }
    },
    [api, t, toast],
  );
}
