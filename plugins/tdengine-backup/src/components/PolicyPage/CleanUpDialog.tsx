import { useApi } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import {
  Policy,
  RetentionPreview,
  tdengineBackupPolicyUpdatePermission,
} from 'backstage-plugin-tdengine-backup-common';
import { tdengineBackupPolicyApiRef } from '../../api';
import { useFormat } from '../../hooks/useFormat';
import { useToast } from '../../hooks/useToast';
import { useTranslation } from '../../hooks/useTranslation';
import styles from '../BackupPage/BackupPage.module.css';
import { ConfirmDialog } from '../shared';

interface Props {
  policy: Policy;
  preview: RetentionPreview;
  onClose: () => void;
  onDone: () => void;
}

/** Names what would go before it does. */
export function CleanUpDialog(props: Props) {
  const { policy, preview, onClose, onDone } = props;
  const api = useApi(tdengineBackupPolicyApiRef);
  const { t } = useTranslation();
  const format = useFormat();
  const toast = useToast();
  const going = preview.items.filter(({ action }) => action === 'delete');

  const confirm = async () => {
    const { removedBackups } = await api.cleanUpPolicy(policy.id);
    toast({
      status: 'success',
      title: t('policyDetail.cleanUp.done', { count: removedBackups }),
    });
    onDone();
  };

  return (
    <ConfirmDialog
      title={t('policyDetail.cleanUp.title')}
      confirmLabel={
        going.length > 0
          ? t('policyDetail.cleanUp.confirm')
          : t('common.actions.close')
      }
      destructive={going.length > 0}
      permission={tdengineBackupPolicyUpdatePermission.name}
      onConfirm={going.length > 0 ? confirm : async () => {}}
      onClose={onClose}
    >
      {going.length === 0 ? (
        <Text as="p">{t('policyDetail.cleanUp.nothing')}</Text>
      ) : (
        <Flex direction="column" gap="2">
          <Text as="p">
            {t('policyDetail.cleanUp.consequence', {
              count: going.length,
              size: format.bytes(preview.removedBytes),
            })}
          </Text>
          <ul className={styles.list}>
            {going.map(({ backup, createdAt }) => (
              <li key={backup.id}>
                {backup.name} · {format.dateTime(createdAt)}
              </li>
            ))}
          </ul>
        </Flex>
      )}
    </ConfirmDialog>
  );
}
