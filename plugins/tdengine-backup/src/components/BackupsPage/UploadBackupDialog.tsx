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
import { useEffect, useId, useRef, useState } from 'react';
import { tdengineBackupApiRef } from '../../api';
import { useAction } from '../../hooks/useAction';
import { useFormat } from '../../hooks/useFormat';
import { useNavigateTo } from '../../hooks/useNavigateTo';
import { useToast } from '../../hooks/useToast';
import { useTranslation } from '../../hooks/useTranslation';
import { backupRouteRef } from '../../routes';
import { TargetsSelect } from '../CreateBackupDialog/TargetsSelect';
import { describeError, ErrorPanel, ProgressBar } from '../shared';
import styles from './UploadBackupDialog.module.css';

/** Sends an archive that was made elsewhere, and shows the backup once all of it was checked. Render it only while it is open. */
export function UploadBackupDialog(props: { onClose: () => void }) {
  const { onClose } = props;
  const api = useApi(tdengineBackupApiRef);
  const { t } = useTranslation();
  const format = useFormat();
  const toast = useToast();
  const navigateTo = useNavigateTo();
  const backupLink = useRouteRef(backupRouteRef);
  const fileId = useId();
  const [file, setFile] = useState<File>();
  const [targets, setTargets] = useState<string[]>([]);
  const [sent, setSent] = useState(0);
  const sending = useRef<AbortController>();
  const isSent = useRef(false);
  const isMounted = useRef(true);
  useEffect(() => {
    isMounted.current = true;
    return () => {
      isMounted.current = false;
      if (!isSent.current) {
        sending.current?.abort();
      }
    };
  }, []);

  const upload = useAction(async () => {
    sending.current = new AbortController();
    isSent.current = false;
    setSent(0);
    const backup = await api
      .uploadBackup(file!, {
        targets,
        onProgress: fraction => {
          isSent.current = fraction >= 1;
          setSent(fraction);
        },
        signal: sending.current.signal,
      })
      .catch(error => {
        if (isSent.current && !isMounted.current) {
          toast({
            status: 'danger',
            title: t('backups.upload.failedBecause', {
              message: describeError(error).message,
            }),
          });
        }
        throw error;
      });
    toast({
      status: 'success',
      title: t('backups.upload.done', { name: backup.name }),
    });
    if (!isMounted.current) {
      return;
    }
    onClose();
    const link = backupLink?.({ backupId: backup.id });
    if (link) {
      navigateTo(link);
    }
  });
  const isCancelled = upload.error?.name === 'AbortError';
  const isChecking = upload.isRunning && sent >= 1;
  const leave = () => {
    if (upload.isRunning && !isChecking) {
      sending.current?.abort();
    } else {
      onClose();
    }
  };

  return (
    <Dialog
      isOpen
      isDismissable={!upload.isRunning}
      onOpenChange={isOpen => !isOpen && leave()}
      width={560}
    >
      <DialogHeader>{t('backups.upload.title')}</DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="4">
          <Text as="p">{t('backups.upload.description')}</Text>
          <div className={styles.field}>
            <label htmlFor={fileId}>
              <Text as="span" variant="body-small">
                {t('backups.upload.file')}
              </Text>
            </label>
            <input
              id={fileId}
              className={styles.file}
              type="file"
              accept=".zip,.gz,.tgz"
              disabled={upload.isRunning}
              onChange={event => {
                setFile(event.target.files?.[0]);
                upload.clearError();
              }}
            />
            {file && (
              <Text as="p" variant="body-small" color="secondary">
                {format.bytes(file.size)}
              </Text>
            )}
          </div>
          <TargetsSelect
            value={targets}
            onChange={setTargets}
            isDisabled={upload.isRunning}
          />
          {file && upload.isRunning && (
            <Flex direction="column" gap="2">
              <ProgressBar
                label={t('backups.upload.progress')}
                percent={isChecking ? undefined : sent * 100}
              />
              <Text as="p" variant="body-small" color="secondary">
                {isChecking
                  ? t('backups.upload.checking')
                  : t('backups.upload.sending', {
                      sent: format.bytes(sent * file.size),
                      total: format.bytes(file.size),
                    })}
              </Text>
            </Flex>
          )}
          {upload.error && !isCancelled && (
            <ErrorPanel
              error={
                upload.error.name === 'NetworkError'
                  ? new Error(t('backups.upload.broken'))
                  : upload.error
              }
              title={t('backups.upload.failed')}
              permission={tdengineBackupImportPermission.name}
            />
          )}
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={leave}>
          {isChecking ? t('common.actions.close') : t('common.actions.cancel')}
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
