import { Flex, Select } from '@backstage/ui';
import { Backup, Job } from 'backstage-plugin-tdengine-backup-common';
import { useState } from 'react';
import { JobFeed, useJobEvents } from '../../hooks/useJobEvents';
import { useTranslation } from '../../hooks/useTranslation';
import { EmptyState, JobLog, Section } from '../shared';

interface Props {
  backup: Backup;
  /** The run whose events come in anyway. */
  running?: Job;
  feed: JobFeed;
}

/** The log of the run that made the backup, or of the last verification asked for by hand. */
export function BackupLogTab(props: Props) {
  const { backup, running, feed } = props;
  const { t } = useTranslation();
  const runs = [
    { id: backup.jobId, label: t('backupDetail.log.backupRun') },
    { id: backup.verifyJobId, label: t('backupDetail.log.verifyRun') },
  ].flatMap(({ id, label }) => (id ? [{ id, label }] : []));
  const [chosen, setChosen] = useState<string>();
  const jobId = chosen ?? running?.id ?? backup.verifyJobId ?? backup.jobId;

  const isRunning = jobId !== undefined && jobId === running?.id;
  const own = useJobEvents(isRunning ? undefined : jobId);

  if (!jobId) {
    return <EmptyState title={t('backupDetail.log.none')} />;
  }
  return (
    <Flex direction="column" gap="4" mt="4">
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
