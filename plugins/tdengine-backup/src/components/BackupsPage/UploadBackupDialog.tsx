import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  Text,
} from '@backstage/ui';
import { tdengineBackupImportPermission } from 'backstage-plugin-tdengine-backup-common';
import { useEffect, useRef, useState } from 'react';
import { tdengineBackupApiRef } from '../../api';
import { useAction } from '../../hooks/useAction';
import { useFormat } from '../../hooks/useFormat';
import { useNavigateTo } from '../../hooks/useNavigateTo';
import { useToast } from '../../hooks/useToast';
import { useTranslation } from '../../hooks/useTranslation';
import { backupRouteRef } from '../../routes';
import { TargetsSelect } from '../CreateBackupDialog/TargetsSelect';
import { ErrorPanel, ProgressBar } from '../shared';

/** Sends an archive that was made elsewhere, and shows the backup once all of it was checked. Render it only while it is open. */
export function UploadBackupDialog(props: { onClose: () => void }) {
  const { onClose } = props;
  const api = useApi(tdengineBackupApiRef);
  const { t } = useTranslation();
  const format = useFormat();
  const toast = useToast();
  const navigateTo = useNavigateTo();
  const backupLink = useRouteRef(backupRouteRef);
  const [file, setFile] = useState<File>();
  const [targets, setTargets] = useState<string[]>([]);
  const [sent, setSent] = useState(0);
  const sending = useRef<AbortController>();
  useEffect(() => () => sending.current?.abort(), []);

  const upload = useAction(async () => {
    sending.current = new AbortController();
    setSent(0);
    const backup = await api.uploadBackup(file!, {
      targets,
      onProgress: setSent,
      signal: sending.current.signal,
    });
    toast({
      status: 'success',
      title: t('backups.upload.done', { name: backup.name }),
    });
    onClose();
    const link = backupLink?.({ backupId: backup.id });
    if (link) {
      navigateTo(link);
    }
  });
  const isCancelled = upload.error?.name === 'AbortError';
  const isChecking = sent >= 1;

  return (
    <Dialog
      isOpen
      isDismissable={!upload.isRunning}
      onOpenChange={isOpen => !isOpen && !upload.isRunning && onClose()}
      width={560}
    >
      <DialogHeader>{t('backups.upload.title')}</DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="4">
          <Text as="p">{t('backups.upload.description')}</Text>
          <label>
            <Text as="span" variant="body-small">
              {t('backups.upload.file')}
            </Text>
            <br />
            <input
              type="file"
              accept=".zip,.gz,.tgz"
              disabled={upload.isRunning}
              onChange={event => {
                setFile(event.target.files?.[0]);
                upload.clearError();
              }}
            />
          </label>
          {file && (
            <Text as="p" variant="body-small" color="secondary">
              {format.bytes(file.size)}
            </Text>
          )}
          <TargetsSelect value={targets} onChange={setTargets} />
          {upload.isRunning && (
            <div>
              <ProgressBar
                label={t('backups.upload.progress')}
                percent={isChecking ? undefined : sent * 100}
              />
              <Text as="p" variant="body-small" color="secondary">
                {isChecking
                  ? t('backups.upload.checking')
                  : t('backups.upload.sending', {
                      percent: format.percent(sent * 100),
                    })}
              </Text>
            </div>
          )}
          {upload.error && !isCancelled && (
            <ErrorPanel
              error={upload.error}
              permission={tdengineBackupImportPermission.name}
            />
          )}
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button
          variant="secondary"
          onPress={() =>
            upload.isRunning ? sending.current?.abort() : onClose()
          }
        >
          {t('common.actions.cancel')}
        </Button>
        <Button
          variant="primary"
          isDisabled={!file}
          isPending={upload.isRunning}
          onPress={() => upload.run()}
        >
          {t('backups.upload.confirm')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
