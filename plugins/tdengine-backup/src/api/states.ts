import {
  Backup,
  JobState,
  Restore,
} from 'backstage-plugin-tdengine-backup-common';

const FINAL_JOB_STATES: ReadonlySet<JobState> = new Set([
  'cancelled',
  'succeeded',
  'partially-failed',
  'failed',
]);

/** Whether a job has ended; it stays what it ended as. */
export function isFinalJobState(state: JobState): boolean {
  return FINAL_JOB_STATES.has(state);
}

const PROGRESSION: JobState[] = ['queued', 'running', 'cancelling'];

/** Of two states of one job from different sources, the one that comes later. */
export function laterJobState(
  known: JobState,
  told: JobState | undefined,
): JobState {
  if (told === undefined || isFinalJobState(known)) {
    return known;
  }
  return isFinalJobState(told) ||
    PROGRESSION.indexOf(told) > PROGRESSION.indexOf(known)
    ? told
    : known;
}

/** Whether anything is being done to a backup now, a verification among it. */
export function isBackupActive(backup: Backup): boolean {
  return (
    backup.state === 'creating' ||
    backup.state === 'deleting' ||
    (backup.job !== undefined && !isFinalJobState(backup.job.state))
  );
}

/** Whether a restore is waiting or running. */
export function isRestoreActive(restore: Restore): boolean {
  return (
    restore.state === 'queued' ||
    restore.state === 'running' ||
    restore.state === 'cancelling'
  );
}

/** Whether a backup holds something that can be restored, downloaded or verified. */
export function isBackupUsable(backup: Backup): boolean {
  return backup.state === 'available' || backup.state === 'partially-failed';
}
