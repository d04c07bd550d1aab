import { useApi } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import {
  RiDeleteBinLine,
  RiFileList3Line,
  RiToolsLine,
} from '@remixicon/react';
import {
  Backup,
  BackupCopy,
  tdengineBackupCreatePermission,
  tdengineBackupDeletePermission,
} from 'backstage-plugin-tdengine-backup-common';
import { useState } from 'react';
import {
  goodCopies,
  hasBusyCopies,
  isBackupUsable,
  tdengineBackupApiRef,
} from '../../api';
import { useToast } from '../../hooks/useToast';
import { useTranslation } from '../../hooks/useTranslation';
import { ConfirmDialog, describeError, GuardedButton } from '../shared';
import { CopyReportDialog } from './CopyReportDialog';
import styles from './BackupPage.module.css';

const REPAIRABLE: ReadonlyArray<BackupCopy['state']> = [
  'failed',
  'corrupted',
  'missing',
];

interface Props {
  backup: Backup;
  copy: BackupCopy;
  onChanged: (backup: Backup) => void;
}

/** Repairs a copy that is not good; removes one that is not the last good one. */
export function BackupCopyActions(props: Props) {
  const { backup, copy, onChanged } = props;
  const { target } = copy;
  const api = useApi(tdengineBackupApiRef);
  const { t } = useTranslation();
  const toast = useToast();
  const [isDeleting, setDeleting] = useState(false);
  const [isReading, setReading] = useState(false);

  // One that has no other copy is dealt with as a whole.
  if (!isBackupUsable(backup) || backup.copies.length < 2) {
    return null;
  }
  const isBusy = hasBusyCopies(backup);
  const good = goodCopies(backup);
  const isLastGood = good.length === 1 && good[0] === copy;

  const repair = async () => {
    try {
      onChanged(await api.repairBackupCopy(backup.id, target));
      toast({
        status: 'success',
        title: t('backupDetail.copies.repairStarted', { target }),
      });
    } catch (error) {
      toast({
        status: 'danger',
        title: t('backups.actionFailed', {
          name: backup.name,
          message: describeError(error).message,
        }),
      });
    }
  };

  const remove = async () => {
    onChanged(await api.deleteBackupCopy(backup.id, target));
    toast({
      status: 'success',
      title: t('backupDetail.copies.deleted', { target }),
    });
  };

  return (
    <div className={styles.actions}>
      {copy.verifiedAt && (
        <Button
          variant="secondary"
          iconStart={<RiFileList3Line />}
          aria-label={t('backupDetail.copies.reportNamed', { target })}
          onPress={() => setReading(true)}
        >
          {t('backupDetail.copies.report')}
        </Button>
      )}
      {REPAIRABLE.includes(copy.state) && (
        <GuardedButton
          permission={tdengineBackupCreatePermission}
          resourceRef={backup.id}
          variant="secondary"
          iconStart={<RiToolsLine />}
          isDisabled={isBusy}
          aria-label={t('backupDetail.copies.repairNamed', { target })}
          onPress={repair}
        >
          {t('backupDetail.copies.repair')}
        </GuardedButton>
      )}
      {isLastGood ? (
        <Text variant="body-small" color="secondary">
          {t('backupDetail.copies.lastGood')}
        </Text>
      ) : (
        <GuardedButton
          permission={tdengineBackupDeletePermission}
          resourceRef={backup.id}
          variant="secondary"
          destructive
          iconStart={<RiDeleteBinLine />}
          isDisabled={isBusy}
          aria-label={t('backupDetail.copies.deleteNamed', { target })}
          onPress={() => setDeleting(true)}
        >
          {t('backupDetail.copies.delete')}
        </GuardedButton>
      )}
      {isReading && (
        <CopyReportDialog
          backup={backup}
          target={target}
          onClose={() => setReading(false)}
        />
      )}
      {isDeleting && (
        <ConfirmDialog
          title={t('backupDetail.copies.deleteTitle')}
          confirmLabel={t('backupDetail.copies.delete')}
          destructive
          permission={tdengineBackupDeletePermission.name}
          onConfirm={remove}
          onClose={() => setDeleting(false)}
        >
          {t('backupDetail.copies.deleteConsequence', {
            name: backup.name,
            target,
          })}
        </ConfirmDialog>
      )}
    </div>
  );
}
