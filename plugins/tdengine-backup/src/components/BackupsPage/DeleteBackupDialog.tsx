import { useApi } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import {
  Backup,
  tdengineBackupDeletePermission,
} from 'backstage-plugin-tdengine-backup-common';
import { tdengineBackupApiRef } from '../../api';
import { useFormat } from '../../hooks/useFormat';
import { useToast } from '../../hooks/useToast';
import { useTranslation } from '../../hooks/useTranslation';
import { ConfirmDialog } from '../shared';

interface Props {
  backup: Backup;
  onClose: () => void;
  onDeleted: () => void;
}

/** Says what is lost and has the name typed. */
export function DeleteBackupDialog(props: Props) {
  const { backup, onClose, onDeleted } = props;
  const api = useApi(tdengineBackupApiRef);
  const { t } = useTranslation();
  const format = useFormat();
  const toast = useToast();
  const { name, copies } = backup;

  const confirm = async () => {
    await api.deleteBackup(backup.id, name);
    toast({ status: 'success', title: t('backups.delete.done', { name }) });
    onDeleted();
  };

  return (
    <ConfirmDialog
      title={t('backups.delete.title')}
      confirmLabel={t('backups.delete.confirm')}
      confirmation={name}
      destructive
      permission={tdengineBackupDeletePermission.name}
      onConfirm={confirm}
      onClose={onClose}
    >
      <Flex direction="column" gap="2">
        <Text as="p">
          {copies.length > 0
            ? t('backups.delete.consequence', {
                name,
                targets: copies.map(({ target }) => target).join(', '),
                size: format.bytes(backup.sizeBytes),
              })
            : t('backups.delete.consequenceNoFiles', { name })}
        </Text>
        {copies.length > 0 && (
          <Text as="p" weight="bold">
            {t('backups.delete.onlyWay')}
          </Text>
        )}
      </Flex>
    </ConfirmDialog>
  );
}
