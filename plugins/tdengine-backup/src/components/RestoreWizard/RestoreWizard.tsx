import {
  BreadcrumbEntry,
  useApi,
  useRouteRef,
  useRouteRefParams,
} from '@backstage/frontend-plugin-api';
import { Alert, ButtonLink, Container, Header } from '@backstage/ui';
import {
  Backup,
  tdengineRestoreExecutePermission,
} from 'backstage-plugin-tdengine-backup-common';
import { isBackupUsable, tdengineBackupApiRef } from '../../api';
import { useResource } from '../../hooks/useResource';
import { useTranslation } from '../../hooks/useTranslation';
import {
  backupRouteRef,
  newRestoreRouteRef,
  restoreBackupRouteRef,
  restoresRouteRef,
} from '../../routes';
import {
  ErrorPanel,
  PageTitle,
  PermissionGate,
  SkeletonLines,
} from '../shared';
import { Wizard } from './Wizard';

/** The page of the wizard: for the backup in its URL, or with the choice of one. */
export function RestoreWizard() {
  const { t } = useTranslation();
  const params: { backupId?: string } = useRouteRefParams(
    restoreBackupRouteRef,
  );
  const backupId =
    params.backupId ??
    new URLSearchParams(window.location.search).get('backup') ??
    undefined;
  const backupLink = useRouteRef(backupRouteRef);
  const restoresLink = useRouteRef(restoresRouteRef);
  const wizardLink = useRouteRef(restoreBackupRouteRef);
  const newRestoreLink = useRouteRef(newRestoreRouteRef);

  return (
    <BreadcrumbEntry
      entry={{
        label: t('restoreWizard.title'),
        href: params.backupId
          ? wizardLink?.({ backupId: params.backupId }) ?? ''
          : newRestoreLink?.() ?? '',
      }}
    >
      <PageTitle title={t('restoreWizard.title')} />
      <Header
        title={t('restoreWizard.title')}
        customActions={
          <ButtonLink
            variant="secondary"
            href={
              params.backupId
                ? backupLink?.({ backupId: params.backupId })
                : restoresLink?.()
            }
          >
            {t('restoreWizard.leave')}
          </ButtonLink>
        }
      />
      <Container>
        <PermissionGate
          permission={tdengineRestoreExecutePermission}
          resourceRef={backupId}
        >
          {backupId ? (
            <WizardOf key={backupId} backupId={backupId} />
          ) : (
            <Wizard />
          )}
        </PermissionGate>
      </Container>
    </BreadcrumbEntry>
  );
}

function WizardOf(props: { backupId: string }) {
  const { backupId } = props;
  const api = useApi(tdengineBackupApiRef);
  const backup = useResource(backupId, signal =>
    api.getBackup(backupId, { signal }),
  );

  if (backup.error) {
    return <ErrorPanel error={backup.error} onRetry={backup.reload} />;
  }
  if (!backup.value) {
    return <SkeletonLines count={8} />;
  }
  return isBackupUsable(backup.value) ? (
    <Wizard backup={backup.value} />
  ) : (
    <NotUsable backup={backup.value} />
  );
}

function NotUsable(props: { backup: Backup }) {
  const { backup } = props;
  const { t } = useTranslation();
  const backupLink = useRouteRef(backupRouteRef);
  return (
    <Alert
      role="alert"
      icon
      status="warning"
      title={t('restoreWizard.backup.notUsable')}
      description={t('restoreWizard.backup.notUsableHint', {
        state: t(`common.backupState.${backup.state}`),
      })}
      customActions={
        <ButtonLink
          variant="secondary"
          size="small"
          href={backupLink?.({ backupId: backup.id })}
        >
          {t('common.actions.open')}
        </ButtonLink>
      }
    />
  );
}
