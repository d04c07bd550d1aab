import { useApi } from '@backstage/frontend-plugin-api';
import { Dialog, DialogBody, DialogHeader, Flex, Text } from '@backstage/ui';
import {
  Backup,
  tdengineBackupGetPermission,
} from 'backstage-plugin-tdengine-backup-common';
import { tdengineBackupApiRef } from '../../api';
import { useResource } from '../../hooks/useResource';
import { useTranslation } from '../../hooks/useTranslation';
import { ErrorPanel, SkeletonLines } from '../shared';
import { VerificationDetails } from './VerificationDetails';
import { VerificationDownloads } from './VerificationDownloads';
import { VerificationOutcome } from './VerificationOutcome';

interface Props {
  backup: Backup;
  target: string;
  onClose: () => void;
}

/** The report of the last verification of one copy. */
export function CopyReportDialog(props: Props) {
  const { backup, target, onClose } = props;
  const api = useApi(tdengineBackupApiRef);
  const { t } = useTranslation();
  const report = useResource(`report ${backup.id} ${target}`, signal =>
    api.getBackupVerification(backup.id, { target, signal }),
  );

  return (
    <Dialog
      isOpen
      width={720}
      onOpenChange={isOpen => {
        if (!isOpen) {
          onClose();
        }
      }}
    >
      <DialogHeader>
        {t('backupDetail.copies.reportTitle', { target })}
      </DialogHeader>
      <DialogBody>
        {report.error && (
          <ErrorPanel
            error={report.error}
            title={t('common.error.loadTitle')}
            permission={tdengineBackupGetPermission.name}
            onRetry={report.reload}
          />
        )}
        {report.isLoading && <SkeletonLines />}
        {report.value && (
          <Flex direction="column" gap="4">
            <VerificationOutcome report={report.value} />
            <VerificationDetails report={report.value} />
            <VerificationDownloads
              backup={backup}
              report={report.value}
              target={target}
            />
          </Flex>
        )}
        {!report.value && !report.isLoading && !report.error && (
          <Text>{t('backupDetail.verification.none')}</Text>
        )}
      </DialogBody>
    </Dialog>
  );
}
