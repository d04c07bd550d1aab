import { useApi } from '@backstage/frontend-plugin-api';
import { Button, Flex, Text } from '@backstage/ui';
import { RiShieldCheckLine } from '@remixicon/react';
import {
  Backup,
  tdengineBackupCreatePermission,
} from 'backstage-plugin-tdengine-backup-common';
import {
  isBackupActive,
  isBackupUsable,
  tdengineBackupApiRef,
} from '../../api';
import { useAction } from '../../hooks/useAction';
import { useToast } from '../../hooks/useToast';
import { useTranslation } from '../../hooks/useTranslation';
import { describeError, GuardedButton } from '../shared';
import styles from './SelectedBackups.module.css';

interface Props {
  /** At least one. */
  backups: Backup[];
  onClear: () => void;
  /** Called when something was done to them. */
  onChanged: () => void;
}

/** What can be done to several backups at once. */
export function SelectedBackups(props: Props) {
  const { backups, onClear, onChanged } = props;
  const api = useApi(tdengineBackupApiRef);
  const { t } = useTranslation();
  const toast = useToast();
  const verifiable = backups.filter(canBeVerified);
  const left = backups.length - verifiable.length;

  const verify = useAction(async () => {
    let begun = 0;
    // One after another: the queue is the server's, and each answer says whether its backup can be verified at all.
    for (const { id, name } of verifiable) {
      try {
        await api.verifyBackup(id);
        begun += 1;
      } catch (error) {
        toast({
          status: 'danger',
          title: t('backups.actionFailed', {
            name,
            message: describeError(error).message,
          }),
        });
      }
    }
    if (begun > 0) {
      toast({
        status: 'success',
        title: t('backups.selection.verifyStarted', { count: begun }),
      });
    }
    onClear();
    onChanged();
  });

  return (
    <Flex
      align="center"
      gap="3"
      role="group"
      className={styles.bar}
      aria-label={t('backups.selection.label')}
    >
      <Text>{t('backups.selection.count', { count: backups.length })}</Text>
      <GuardedButton
        permission={tdengineBackupCreatePermission}
        variant="secondary"
        iconStart={<RiShieldCheckLine />}
        isPending={verify.isRunning}
        isDisabled={verifiable.length === 0}
        onPress={() => verify.run()}
      >
        {t('backups.selection.verify')}
      </GuardedButton>
      <Button variant="tertiary" onPress={onClear}>
        {t('backups.selection.clear')}
      </Button>
      {left > 0 && (
        <Text variant="body-small" color="secondary">
          {t('backups.selection.notVerifiable', { count: left })}
        </Text>
      )}
    </Flex>
  );
}

/** Damaged ones too: their files may have been put right. */
function canBeVerified(backup: Backup): boolean {
  return (
    (isBackupUsable(backup) || backup.state === 'corrupted') &&
    !isBackupActive(backup)
  );
}
