import { useApi } from '@backstage/frontend-plugin-api';
import {
  Job,
  Restore,
  tdengineRestoreExecutePermission,
} from 'backstage-plugin-tdengine-backup-common';
import { tdengineBackupApiRef } from '../../api';
import { useAllowed } from '../../hooks/useAllowed';
import { JobFeed } from '../../hooks/useJobEvents';
import { useTranslation } from '../../hooks/useTranslation';
import { JobCard } from '../shared';

interface Props {
  restore: Restore;
  job: Job;
  feed: JobFeed;
  onChanged: (restore: Restore) => void;
}

/** The restore while it waits or runs, and a way to stop it. */
export function RestoreRun(props: Props) {
  const { restore, job, feed, onChanged } = props;
  const api = useApi(tdengineBackupApiRef);
  const { t } = useTranslation();
  const { allowed } = useAllowed(
    tdengineRestoreExecutePermission,
    restore.backupId,
  );
  return (
    <JobCard
      job={job}
      feed={feed}
      cancelPermission={tdengineRestoreExecutePermission.name}
      cancelConsequence={t('restores.cancel.consequence')}
      onCancel={
        allowed
          ? async () => onChanged(await api.cancelRestore(restore.id))
          : undefined
      }
    />
  );
}
