import {
  Backup,
  BackupCopy,
  isFinalJobState,
  JobState,
  Restore,
} from 'backstage-plugin-tdengine-backup-common';

const BUSY_COPIES: ReadonlyArray<BackupCopy['state']> = [
  'pending',
  'writing',
  'repairing',
  'deleting',
];

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

/** The copies that can be relied on. */
export function goodCopies({ copies }: Backup): BackupCopy[] {
  return copies.filter(({ state }) => state === 'present');
}

/** Whether a copy of a finished backup is being made, made again or removed now. */
export function hasBusyCopies(backup: Backup): boolean {
  return (
    isBackupUsable(backup) &&
    backup.copies.some(({ state }) => BUSY_COPIES.includes(state))
  );
}

/** Whether a deletion, of a backup or of a copy of it, ended with something left. */
export function isDeletionRefused(backup: Backup): boolean {
  if (backup.state !== 'deleting') {
    return backup.copies.some(
      ({ state, deletionError }) =>
        state === 'deleting' && deletionError !== undefined,
    );
  }
  return (
    backup.error !== undefined &&
    (backup.job === undefined || isFinalJobState(backup.job.state))
  );
}

/** Whether anything that is being deleted may still be whole. */
export function canBeKept({ state, copies }: Backup): boolean {
  return copies.some(
    copy =>
      (state === 'deleting'
        ? copy.state !== 'missing'
        : copy.state === 'deleting') && !copy.deletionPartial,
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
