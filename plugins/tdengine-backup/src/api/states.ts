import {
  Backup,
  isFinalJobState,
  JobState,
  Restore,
} from 'backstage-plugin-tdengine-backup-common';

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
