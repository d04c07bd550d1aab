import {
  useApi,
  useRouteRef,
  useRouteRefParams,
} from '@backstage/frontend-plugin-api';
import { ButtonLink, Container } from '@backstage/ui';
import { RiFileUnknowLine } from '@remixicon/react';
import { tdengineRestoreQueryPermission } from 'backstage-plugin-tdengine-backup-common';
import { isRestoreActive, tdengineBackupApiRef } from '../../api';
import { REFRESH_INTERVAL_MS, useResource } from '../../hooks/useResource';
import { useTranslation } from '../../hooks/useTranslation';
import { restoreRouteRef, restoresRouteRef } from '../../routes';
import {
  describeError,
  EmptyState,
  ErrorPanel,
  PermissionGate,
  SkeletonLines,
} from '../shared';
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

  if (restore.error && describeError(restore.error).status === 404) {
    return (
      <Container>
        <EmptyState
          icon={<RiFileUnknowLine />}
          title={t('restoreDetail.notFound.title')}
          description={t('restoreDetail.notFound.description')}
          action={
            <ButtonLink variant="secondary" href={restoresLink?.()}>
              {t('restoreDetail.notFound.back')}
            </ButtonLink>
          }
        />
      </Container>
    );
  }
  return (
    <PermissionGate
      permission={tdengineRestoreQueryPermission}
      resourceRef={restoreId}
    >
      {restore.error && (
        <Container>
          <ErrorPanel
            error={restore.error}
            title={
              restore.value
                ? t('common.error.staleTitle')
                : t('common.error.loadTitle')
            }
            permission={tdengineRestoreQueryPermission.name}
            onRetry={restore.reload}
          />
        </Container>
      )}
      {restore.isLoading && (
        <Container>
          <SkeletonLines count={8} />
        </Container>
      )}
      {restore.value && (
        <RestoreView
          restore={restore.value}
          onReload={restore.reload}
          onChanged={restore.setValue}
        />
      )}
    </PermissionGate>
  );
}
