import {
  useApi,
  useRouteRef,
  useRouteRefParams,
} from '@backstage/frontend-plugin-api';
import { tdengineRestoreQueryPermission } from 'backstage-plugin-tdengine-backup-common';
import { isRestoreActive, tdengineBackupApiRef } from '../../api';
import { REFRESH_INTERVAL_MS, useResource } from '../../hooks/useResource';
import { useTranslation } from '../../hooks/useTranslation';
import { restoreRouteRef, restoresRouteRef } from '../../routes';
import { RecordPage } from '../shared';
import { RestoreView } from './RestoreView';

/** One restore, named by the URL. */
export function RestorePage() {
  const { restoreId } = useRouteRefParams(restoreRouteRef);
  const { t } = useTranslation();
  const restoresLink = useRouteRef(restoresRouteRef);
  const api = useApi(tdengineBackupApiRef);
  const restore = useResource(
    `restore ${restoreId}`,
    signal => api.getRestore(restoreId, { signal }),
    {
      resetOnChange: true,
      refreshAfter: value =>
        isRestoreActive(value) ? REFRESH_INTERVAL_MS : undefined,
    },
  );

  return (
    <RecordPage
      resource={restore}
      permission={tdengineRestoreQueryPermission}
      resourceRef={restoreId}
      notFound={{
        title: t('restoreDetail.notFound.title'),
        description: t('restoreDetail.notFound.description'),
        back: t('restoreDetail.notFound.back'),
        href: restoresLink?.(),
      }}
    >
      {value => (
        <RestoreView
          restore={value}
          onReload={restore.reload}
          onChanged={restore.setValue}
        />
      )}
    </RecordPage>
  );
}
