import {
  useApi,
  useRouteRef,
  useRouteRefParams,
} from '@backstage/frontend-plugin-api';
import { tdengineBackupGetPermission } from 'backstage-plugin-tdengine-backup-common';
import { hasBusyCopies, isBackupActive, tdengineBackupApiRef } from '../../api';
import { REFRESH_INTERVAL_MS, useResource } from '../../hooks/useResource';
import { useTranslation } from '../../hooks/useTranslation';
import { backupRouteRef, backupsRouteRef } from '../../routes';
import { RecordPage, RecordPlaceholder } from '../shared';
import { BackupView } from './BackupView';

/** One backup, named by the URL. */
export function BackupPage() {
  const { backupId } = useRouteRefParams(backupRouteRef);
  const { t } = useTranslation();
  const backupsLink = useRouteRef(backupsRouteRef);
  const api = useApi(tdengineBackupApiRef);
  const backup = useResource(
    `backup ${backupId}`,
    signal => api.getBackup(backupId, { signal }),
    {
      resetOnChange: true,
      refreshAfter: value =>
        isBackupActive(value) || hasBusyCopies(value)
          ? REFRESH_INTERVAL_MS
          : undefined,
    },
  );

  return (
    <RecordPage
      resource={backup}
      permission={tdengineBackupGetPermission}
      resourceRef={backupId}
      notFound={{
        title: t('backupDetail.notFound.title'),
        description: t('backupDetail.notFound.description'),
        back: t('backupDetail.notFound.back'),
        href: backupsLink?.(),
      }}
      placeholder={<RecordPlaceholder />}
    >
      {value => (
        <BackupView
          backup={value}
          onReload={backup.reload}
          onChanged={backup.setValue}
        />
      )}
    </RecordPage>
  );
}
