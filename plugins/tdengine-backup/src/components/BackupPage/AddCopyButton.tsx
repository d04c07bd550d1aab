import { useApi } from '@backstage/frontend-plugin-api';
import { Flex, Select, Text } from '@backstage/ui';
import { RiAddLine } from '@remixicon/react';
import {
  Backup,
  tdengineBackupCreatePermission,
} from 'backstage-plugin-tdengine-backup-common';
import { useState } from 'react';
import { hasBusyCopies, isBackupUsable, tdengineBackupApiRef } from '../../api';
import { useResource } from '../../hooks/useResource';
import { useToast } from '../../hooks/useToast';
import { useTranslation } from '../../hooks/useTranslation';
import { ConfirmDialog, GuardedButton } from '../shared';
import styles from './BackupPage.module.css';

interface Props {
  backup: Backup;
  onChanged: (backup: Backup) => void;
}

/** Offers to make a copy on a target that has none; nothing where there is no such target. */
export function AddCopyButton(props: Props) {
  const { backup, onChanged } = props;
  const api = useApi(tdengineBackupApiRef);
  const { t } = useTranslation();
  const toast = useToast();
  const [isOpen, setOpen] = useState(false);
  const [chosen, setChosen] = useState<string>();
  const targets = useResource('targets', signal => api.getTargets({ signal }));

  const taken = new Set(backup.copies.map(({ target }) => target));
  const free = (targets.value ?? []).filter(({ name }) => !taken.has(name));
  if (!isBackupUsable(backup) || free.length === 0) {
    return null;
  }
  const target = chosen ?? free[0].name;

  const add = async () => {
    onChanged(await api.addBackupCopy(backup.id, target));
    toast({
      status: 'success',
      title: t('backupDetail.copies.added', { target }),
    });
  };

  return (
    <div className={styles.actions}>
      <GuardedButton
        permission={tdengineBackupCreatePermission}
        resourceRef={backup.id}
        variant="secondary"
        iconStart={<RiAddLine />}
        isDisabled={hasBusyCopies(backup)}
        onPress={() => setOpen(true)}
      >
        {t('backupDetail.copies.add')}
      </GuardedButton>
      {isOpen && (
        <ConfirmDialog
          title={t('backupDetail.copies.addTitle')}
          confirmLabel={t('backupDetail.copies.add')}
          permission={tdengineBackupCreatePermission.name}
          onConfirm={add}
          onClose={() => setOpen(false)}
        >
          <Flex direction="column" gap="3">
            <Text as="p">{t('backupDetail.copies.addHint')}</Text>
            <Select
              label={t('backupDetail.copies.addTarget')}
              options={free.map(({ name }) => ({ id: name, label: name }))}
              value={target}
              onChange={name => setChosen(String(name))}
            />
          </Flex>
        </ConfirmDialog>
      )}
    </div>
  );
}
