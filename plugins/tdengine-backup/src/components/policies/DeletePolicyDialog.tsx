import { useApi } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import {
  Policy,
  tdengineBackupPolicyDeletePermission,
} from 'backstage-plugin-tdengine-backup-common';
import { tdengineBackupPolicyApiRef } from '../../api';
import { useToast } from '../../hooks/useToast';
import { useTranslation } from '../../hooks/useTranslation';
import { ConfirmDialog } from '../shared';

interface Props {
  policy: Policy;
  onClose: () => void;
  onDeleted: () => void;
}

/** Says that the backups stay, and that nothing removes them any more. */
export function DeletePolicyDialog(props: Props) {
  const { policy, onClose, onDeleted } = props;
  const api = useApi(tdengineBackupPolicyApiRef);
  const { t } = useTranslation();
  const toast = useToast();
  const { id, name, version } = policy;

  const confirm = async () => {
    await api.deletePolicy(id, version);
    toast({ status: 'success', title: t('policies.delete.done', { name }) });
    onDeleted();
  };

  return (
    <ConfirmDialog
      title={t('policies.delete.title')}
      confirmLabel={t('policies.delete.confirm')}
      destructive
      permission={tdengineBackupPolicyDeletePermission.name}
      onConfirm={confirm}
      onClose={onClose}
    >
      <Text as="p">{t('policies.delete.consequence', { name })}</Text>
    </ConfirmDialog>
  );
}
