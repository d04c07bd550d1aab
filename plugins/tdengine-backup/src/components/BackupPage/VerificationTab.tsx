import { useApi } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import { RiShieldCheckLine } from '@remixicon/react';
import {
  Backup,
  tdengineBackupCreatePermission,
  tdengineBackupGetPermission,
} from 'backstage-plugin-tdengine-backup-common';
import {
  isBackupActive,
  isBackupUsable,
  tdengineBackupApiRef,
} from '../../api';
import { useAction } from '../../hooks/useAction';
import { useResource } from '../../hooks/useResource';
import { useTranslation } from '../../hooks/useTranslation';
import {
  EmptyState,
  ErrorPanel,
  GuardedButton,
  Section,
  SkeletonLines,
} from '../shared';
import { VerificationDetails } from './VerificationDetails';
import { VerificationDownloads } from './VerificationDownloads';
import { VerificationOutcome } from './VerificationOutcome';

interface Props {
  backup: Backup;
  onChanged: (backup: Backup) => void;
}

/** The report of the last verification with its problems, or the way to one. */
export function VerificationTab(props: Props) {
  const { backup, onChanged } = props;
  const api = useApi(tdengineBackupApiRef);
  const { t } = useTranslation();
  const report = useResource(
    `verification ${backup.id} ${backup.verification} ${backup.verifiedAt}`,
    signal => api.getBackupVerification(backup.id, { signal }),
  );
  const verify = useAction(async () =>
    onChanged(await api.verifyBackup(backup.id)),
  );
  const compare = useAction(async () =>
    onChanged(await api.verifyBackup(backup.id, { deep: true })),
  );
  const isVerifying = isBackupActive(backup) && backup.job?.type === 'verify';

  if (report.error) {
    return (
      <ErrorPanel
        error={report.error}
        title={t('common.error.loadTitle')}
        permission={tdengineBackupGetPermission.name}
        onRetry={report.reload}
      />
    );
  }
  if (report.isLoading) {
    return <SkeletonLines />;
  }
  const value = report.value;
  if (!value) {
    return (
      <Flex direction="column" gap="4" mt="4">
        {verify.error && (
          <ErrorPanel
            error={verify.error}
            permission={tdengineBackupCreatePermission.name}
          />
        )}
        <EmptyState
          icon={<RiShieldCheckLine />}
          title={t('backupDetail.verification.none')}
          description={
            isVerifying
              ? t('backupDetail.verification.running')
              : t('backupDetail.verification.noneDescription')
          }
          action={
            isBackupUsable(backup) &&
            !isVerifying && (
              <GuardedButton
                permission={tdengineBackupCreatePermission}
                resourceRef={backup.id}
                isPending={verify.isRunning}
                onPress={() => verify.run()}
              >
                {t('backups.menu.verify')}
              </GuardedButton>
            )
          }
        />
      </Flex>
    );
  }
  return (
    <Flex direction="column" gap="4" mt="4">
      <VerificationOutcome report={value} />
      {compare.error && (
        <ErrorPanel
          error={compare.error}
          permission={tdengineBackupCreatePermission.name}
        />
      )}
      {isVerifying && (
        <Text color="secondary">{t('backupDetail.verification.running')}</Text>
      )}
      <Section
        title={t('backupDetail.verification.title')}
        actions={
          <>
            <GuardedButton
              permission={tdengineBackupCreatePermission}
              resourceRef={backup.id}
              variant="secondary"
              isDisabled={isVerifying || !isBackupUsable(backup)}
              isPending={compare.isRunning}
              onPress={() => compare.run()}
            >
              {t('backupDetail.verification.compare')}
            </GuardedButton>
            <VerificationDownloads backup={backup} report={value} />
          </>
        }
      >
        <VerificationDetails report={value} />
      </Section>
    </Flex>
  );
}
