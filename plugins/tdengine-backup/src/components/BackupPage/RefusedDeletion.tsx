import { useApi } from '@backstage/frontend-plugin-api';
import { Alert, Text } from '@backstage/ui';
import {
  Backup,
  tdengineBackupDeletePermission,
} from 'backstage-plugin-tdengine-backup-common';
import { useState } from 'react';
import { canBeKept, isDeletionRefused, tdengineBackupApiRef } from '../../api';
import { useToast } from '../../hooks/useToast';
import { useTranslation } from '../../hooks/useTranslation';
import { ConfirmDialog, GuardedButton } from '../shared';
import styles from './BackupPage.module.css';

interface Props {
  backup: Backup;
  onChanged: (backup: Backup) => void;
}

/** Why a target did not give up what was to be deleted, and the way to have it stay. */
export function RefusedDeletion(props: Props) {
  const { backup, onChanged } = props;
  const { name } = backup;
  const api = useApi(tdengineBackupApiRef);
  const { t } = useTranslation();
  const toast = useToast();
  const [isAsking, setAsking] = useState(false);

  if (!isDeletionRefused(backup)) {
    return null;
  }
  const isWhole = backup.state === 'deleting';
  const words = isWhole
    ? backup.error
    : backup.copies.map(({ deletionError }) => deletionError ?? '').join(' ');
  const keepable = canBeKept(backup);

  const keep = async () => {
    onChanged(await api.keepBackup(backup.id));
    toast({ status: 'success', title: t('backupDetail.keep.done', { name }) });
  };

  return (
    <>
      <Alert
        role="alert"
        icon
        status="warning"
        title={
          isWhole
            ? t('backupDetail.keep.title')
            : t('backupDetail.keep.copyTitle')
        }
        description={
          <span className={styles.words}>
            {words}
            <span className={styles.line}>
              {keepable
                ? t('backupDetail.keep.again')
                : t('backupDetail.keep.nothing')}
            </span>
          </span>
        }
        customActions={
          keepable && (
            <GuardedButton
              permission={tdengineBackupDeletePermission}
              resourceRef={backup.id}
              variant="secondary"
              size="small"
              onPress={() => setAsking(true)}
            >
              {t('backupDetail.keep.action')}
            </GuardedButton>
          )
        }
      />
      {isAsking && (
        <ConfirmDialog
          title={t('backupDetail.keep.dialog')}
          confirmLabel={t('backupDetail.keep.action')}
          permission={tdengineBackupDeletePermission.name}
          onConfirm={keep}
          onClose={() => setAsking(false)}
        >
          <Text as="p">{t('backupDetail.keep.consequence', { name })}</Text>
          {backup.removalReason && (
            <Text as="p">{t('backupDetail.keep.rule')}</Text>
          )}
        </ConfirmDialog>
      )}
    </>
  );
}
