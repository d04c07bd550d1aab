import { useApi } from '@backstage/frontend-plugin-api';
import { Button, Flex } from '@backstage/ui';
import { RiDownload2Line } from '@remixicon/react';
import {
  Backup,
  VerificationReport,
} from 'backstage-plugin-tdengine-backup-common';
import { tdengineBackupApiRef } from '../../api';
import { useToast } from '../../hooks/useToast';
import { useTranslation } from '../../hooks/useTranslation';
import { describeError, downloadText } from '../shared';

interface Props {
  backup: Backup;
  report: VerificationReport;
  /** The copy that the report is of; absent for that of the whole backup. */
  target?: string;
}

/** The report as a file: for machines, and for people. */
export function VerificationDownloads(props: Props) {
  const { backup, report, target } = props;
  const api = useApi(tdengineBackupApiRef);
  const { t } = useTranslation();
  const toast = useToast();
  const fileName = [backup.name, target, 'verification']
    .filter(Boolean)
    .join('-');

  const saveText = async () => {
    try {
      const text = await api.getBackupVerificationText(backup.id, {
        target,
      });
      downloadText(`${fileName}.md`, text);
    } catch (error) {
      toast({
        status: 'danger',
        title: t('backups.download.failed', {
          message: describeError(error).message,
        }),
      });
    }
  };

  return (
    <Flex gap="2">
      <Button
        variant="secondary"
        iconStart={<RiDownload2Line />}
        onPress={() =>
          downloadText(`${fileName}.json`, JSON.stringify(report, null, 2))
        }
      >
        {t('backupDetail.verification.downloadJson')}
      </Button>
      <Button
        variant="secondary"
        iconStart={<RiDownload2Line />}
        onPress={saveText}
      >
        {t('backupDetail.verification.downloadMarkdown')}
      </Button>
    </Flex>
  );
}
