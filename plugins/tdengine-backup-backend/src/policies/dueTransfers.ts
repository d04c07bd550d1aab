import { PolicyInput } from 'backstage-plugin-tdengine-backup-common';
import { StoredBackup } from '../database/backupRows';

const DAY_MS = 24 * 3_600_000;

/** What is to be done with the copy of a backup on a target. */
export interface DueTransfer {
  action: 'add' | 'remove';
  target: string;
}

/**
 * What the destinations of a policy ask for of a backup of that age: first copies that are to be made, then those that are
 * to go. No copy of a pinned backup goes, and none without another good one that stays.
 */
export function dueTransfers(
  backup: Pick<StoredBackup, 'copies' | 'pinned' | 'createdAt'>,
  destinations: NonNullable<PolicyInput['destinations']>,
  now: Date,
): DueTransfer[] {
  const days = (now.getTime() - Date.parse(backup.createdAt)) / DAY_MS;
  const isOver = (keepDays: number | undefined) =>
    keepDays !== undefined && days >= keepDays;
  const existing = new Set(backup.copies.map(({ target }) => target));
  const added = destinations.filter(
    ({ target, afterDays, keepDays }) =>
      afterDays !== undefined &&
      days >= afterDays &&
      !isOver(keepDays) &&
      !existing.has(target),
  );

  const leaving = new Set(
    destinations
      .filter(({ keepDays }) => isOver(keepDays))
      .map(({ target }) => target),
  );
  const staysGood = backup.copies.some(
    ({ target, state }) => state === 'present' && !leaving.has(target),
  );
  const removed =
    staysGood && !backup.pinned
      ? backup.copies.filter(
          ({ target, state }) => leaving.has(target) && state !== 'deleting',
        )
      : [];
  return [
    ...added.map(({ target }) => ({ action: 'add' as const, target })),
    ...removed.map(({ target }) => ({ action: 'remove' as const, target })),
  ];
}
