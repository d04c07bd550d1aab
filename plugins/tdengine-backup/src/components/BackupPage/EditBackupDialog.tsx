import { useApi } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  TextAreaField,
  TextField,
} from '@backstage/ui';
import {
  Backup,
  tdengineBackupCreatePermission,
} from 'backstage-plugin-tdengine-backup-common';
import { useState } from 'react';
import { tdengineBackupApiRef } from '../../api';
import { useAction } from '../../hooks/useAction';
import { useTranslation } from '../../hooks/useTranslation';
import { ErrorPanel } from '../shared';

interface Props {
  backup: Backup;
  onClose: () => void;
  onChanged: (backup: Backup) => void;
}

/** Changes what people wrote about a backup. */
export function EditBackupDialog(props: Props) {
  const { backup, onClose, onChanged } = props;
  const api = useApi(tdengineBackupApiRef);
  const { t } = useTranslation();
  const [remark, setRemark] = useState(backup.remark ?? '');
  const [notes, setNotes] = useState(backup.notes ?? '');
  const save = useAction(async () => {
    onChanged(await api.updateBackup(backup.id, { remark, notes }));
    onClose();
  });

  return (
    <Dialog isOpen onOpenChange={isOpen => !isOpen && onClose()} width={560}>
      <DialogHeader>{t('backupDetail.edit.title')}</DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="4">
          <TextField
            label={t('backupDetail.edit.remark')}
            value={remark}
            onChange={setRemark}
            maxLength={2000}
          />
          <TextAreaField
            label={t('backupDetail.edit.notes')}
            description={t('backupDetail.edit.notesHint')}
            rows={8}
            value={notes}
            onChange={setNotes}
            maxLength={20000}
          />
          {save.error && (
            <ErrorPanel
              error={save.error}
              permission={tdengineBackupCreatePermission.name}
            />
          )}
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          {t('common.actions.cancel')}
        </Button>
        <Button isPending={save.isRunning} onPress={() => save.run()}>
          {t('backupDetail.edit.save')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
