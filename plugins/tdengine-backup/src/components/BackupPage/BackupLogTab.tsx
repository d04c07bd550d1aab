import { useApi } from '@backstage/frontend-plugin-api';
import { Flex, Select } from '@backstage/ui';
import {
  Backup,
  Job,
  tdengineBackupGetPermission,
} from 'backstage-plugin-tdengine-backup-common';
import { useState } from 'react';
import { tdengineBackupApiRef } from '../../api';
import { JobFeed, useJobEvents } from '../../hooks/useJobEvents';
import { useFormat } from '../../hooks/useFormat';
import { useResource } from '../../hooks/useResource';
import { useTranslation } from '../../hooks/useTranslation';
import { EmptyState, ErrorPanel, JobLog, Section } from '../shared';

interface Props {
  backup: Backup;
  /** The run whose events come in anyway. */
  running?: Job;
  feed: JobFeed;
}

/** The log of the newest run, or of any earlier one: tries that failed, verifications, a deletion. */
export function BackupLogTab(props: Props) {
  const { backup, running, feed } = props;
  const api = useApi(tdengineBackupApiRef);
  const { t } = useTranslation();
  const format = useFormat();
  const [chosen, setChosen] = useState<string>();
  const jobs = useResource(
    `jobs ${backup.id} ${backup.jobId} ${backup.verifyJobId} ${backup.state} ${backup.job?.state}`,
    signal => api.getBackupJobs(backup.id, { signal }),
  );
  const runs = (jobs.value ?? []).map(({ id, type, state, createdAt }) => ({
    id,
    label: t('backupDetail.log.runOf', {
      type: t(`common.jobType.${type}`),
      at: format.dateTime(createdAt),
      state: t(`common.jobState.${state}`),
    }),
  }));
  const jobId = chosen ?? running?.id ?? backup.verifyJobId ?? backup.jobId;

  const isRunning = jobId !== undefined && jobId === running?.id;
  const own = useJobEvents(isRunning ? undefined : jobId);

  if (!jobId) {
    return <EmptyState title={t('backupDetail.log.none')} />;
  }
  return (
    <Flex direction="column" gap="4" mt="4">
      {jobs.error && (
        <ErrorPanel
          error={jobs.error}
          title={t('common.error.loadTitle')}
          permission={tdengineBackupGetPermission.name}
          onRetry={jobs.reload}
        />
      )}
      <Section
        title={t('backupDetail.log.title')}
        actions={
          runs.length > 1 && (
            <Select
              aria-label={t('backupDetail.log.run')}
              options={runs}
              value={jobId}
              onChange={id => setChosen(String(id))}
            />
          )
        }
      >
        <JobLog feed={isRunning ? feed : own} fileName={backup.name} />
      </Section>
    </Flex>
  );
}
