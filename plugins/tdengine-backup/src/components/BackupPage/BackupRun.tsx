import { useApi } from '@backstage/frontend-plugin-api';
import {
  Backup,
  Job,
  tdengineBackupCreatePermission,
} from 'backstage-plugin-tdengine-backup-common';
import { tdengineBackupApiRef } from '../../api';
import { JobFeed } from '../../hooks/useJobEvents';
import { useTranslation } from '../../hooks/useTranslation';
import { JobCard } from '../shared';

interface Props {
  backup: Backup;
  job: Job;
  feed: JobFeed;
  onChanged: (backup: Backup) => void;
}

/** The run that is making, verifying or deleting a backup. A deletion cannot be called back while it runs. */
export function BackupRun(props: Props) {
  const { backup, job, feed, onChanged } = props;
  const api = useApi(tdengineBackupApiRef);
  const { t } = useTranslation();
  return (
    <JobCard
      job={job}
      feed={feed}
      cancelPermission={tdengineBackupCreatePermission.name}
      cancelConsequence={
        job.type === 'verify'
          ? t('backups.cancel.verifyConsequence')
          : t('backups.cancel.consequence')
      }
      onCancel={
        job.type === 'delete'
          ? undefined
          : async () => onChanged(await api.cancelBackup(backup.id))
      }
    />
  );
}
