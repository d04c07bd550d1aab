import { Job, JobProgress } from 'backstage-plugin-tdengine-backup-common';

export type JobType = Job['type'];
export type JobState = Job['state'];

/** What was asked for beside the kind of job. */
export interface JobOptions {
  /** Of a verification: compare with the source, too. */
  deep?: boolean;
  /** Of a deletion: why a rule removes the backup. */
  reason?: string;
  /** Of a repair: the copies to make. Of a deletion: those to remove, where it is not the whole backup. */
  targets?: readonly string[];
}

/** A job as the engine keeps it. */
export interface StoredJob extends Job {
  progress?: JobProgress;
  /** The backup it reads, writes or removes. */
  backupId: string;
  options?: JobOptions;
  /** Set when all that is left to do is to clean up and to fail. */
  abandonReason?: string;
}

export const ACTIVE_JOB_STATES = [
  'queued',
  'running',
  'cancelling',
] as const satisfies readonly JobState[];

/** A job without what only the engine needs. */
export function toJob(stored: StoredJob): Job {
  const {
    backupId: _backupId,
    abandonReason: _reason,
    options: _options,
    ...job
  } = stored;
  return job;
}
