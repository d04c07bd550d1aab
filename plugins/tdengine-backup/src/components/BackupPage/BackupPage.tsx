import {
  useApi,
  useRouteRef,
  useRouteRefParams,
} from '@backstage/frontend-plugin-api';
import { ButtonLink, Card, CardBody, Container } from '@backstage/ui';
import { RiFileUnknowLine } from '@remixicon/react';
import { tdengineBackupGetPermission } from 'backstage-plugin-tdengine-backup-common';
import { isBackupActive, tdengineBackupApiRef } from '../../api';
import { REFRESH_INTERVAL_MS, useResource } from '../../hooks/useResource';
import { useTranslation } from '../../hooks/useTranslation';
import { backupRouteRef, backupsRouteRef } from '../../routes';
import {
  describeError,
  EmptyState,
  ErrorPanel,
  PermissionGate,
  SkeletonLines,
} from '../shared';
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
        isBackupActive(value) ? REFRESH_INTERVAL_MS : undefined,
    },
  );

  if (backup.error && describeError(backup.error).status === 404) {
    return (
      <Container>
        <EmptyState
          icon={<RiFileUnknowLine />}
          title={t('backupDetail.notFound.title')}
          description={t('backupDetail.notFound.description')}
          action={
            <ButtonLink variant="secondary" href={backupsLink?.()}>
              {t('backupDetail.notFound.back')}
            </ButtonLink>
          }
        />
      </Container>
    );
  }
  return (
    <PermissionGate
      permission={tdengineBackupGetPermission}
      resourceRef={backupId}
      placeholder={<BackupPlaceholder />}
    >
      {backup.error && (
        <Container>
          <ErrorPanel
            error={backup.error}
            title={
              backup.value
                ? t('common.error.staleTitle')
                : t('common.error.loadTitle')
            }
            permission={tdengineBackupGetPermission.name}
            onRetry={backup.reload}
          />
        </Container>
      )}
      {backup.isLoading && <BackupPlaceholder />}
      {backup.value && (
        <BackupView
          backup={backup.value}
          onReload={backup.reload}
          onChanged={backup.setValue}
        />
      )}
    </PermissionGate>
  );
}

function BackupPlaceholder() {
  return (
    <Container>
      <Card>
        <CardBody>
          <SkeletonLines count={8} />
        </CardBody>
      </Card>
    </Container>
  );
}
