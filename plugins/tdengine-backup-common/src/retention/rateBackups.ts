import { InputError } from '@backstage/errors';
import { readInstant } from './readInstant';
import { RetentionCandidate } from './RetentionCandidate';
import { RetentionDoubt } from './RetentionReason';

/**
 * What a backup is to retention: it counts; it has files, but does not count; it is being made; a record without files;
 * deleted or about to be; subject to other rules.
 * @internal
 */
export type Standing =
  | 'good'
  | 'doubtful'
  | 'unfinished'
  | 'record'
  | 'gone'
  | 'outside';

/**
 * A candidate with what follows from the list as a whole.
 * @internal
 */
export interface RatedBackup {
  readonly backup: RetentionCandidate;
  readonly time: number;
  readonly lockedUntil: number;
  readonly standing: Standing;
  readonly doubt?: RetentionDoubt;
}

/**
 * Says of each backup what it is to retention; newest first, in an order that does not depend on that of the list.
 * @internal
 */
export function rateBackups(
  backups: readonly RetentionCandidate[],
  onlyVerified: boolean,
): RatedBackup[] {
  const byId = new Map(backups.map(backup => [backup.id, backup]));
  if (byId.size < backups.length) {
    throw new InputError('A backup is in the list of retention twice');
  }
  const whole = findWhole(byId, onlyVerified);
  return backups
    .map((backup): RatedBackup => {
      const doubt =
        findDoubt(backup, onlyVerified) ??
        (whole.has(backup.id) ? undefined : 'brokenChain');
      const standing = findStanding(backup, doubt);
      return {
        backup,
        time: readInstant('createdAt', backup, backup.createdAt),
        lockedUntil:
          backup.lockedUntil === undefined
            ? -Infinity
            : readInstant('lockedUntil', backup, backup.lockedUntil),
        standing,
        doubt: standing === 'doubtful' ? doubt : undefined,
      };
    })
    .sort(compareNewestFirst);
}

function compareNewestFirst(a: RatedBackup, b: RatedBackup): number {
  if (a.time !== b.time) {
    return b.time - a.time;
  }
  return a.backup.id < b.backup.id ? 1 : -1;
}

function findStanding(
  backup: RetentionCandidate,
  doubt: RetentionDoubt | undefined,
): Standing {
  switch (backup.state) {
    case 'deleting':
    case 'deleted':
      return 'gone';
    case 'failed':
    case 'cancelled':
      return 'record';
    case 'creating':
      return 'unfinished';
    default:
      if (backup.outside) {
        return 'outside';
      }
      return doubt === undefined ? 'good' : 'doubtful';
  }
}

function findDoubt(
  { state, verification }: RetentionCandidate,
  onlyVerified: boolean,
): RetentionDoubt | undefined {
  if (state === 'corrupted' || verification === 'failed') {
    return 'corrupted';
  }
  if (onlyVerified && verification !== 'verified') {
    return 'unverified';
  }
  return state === 'partially-failed' ? 'partiallyFailed' : undefined;
}

/**
 * The ids of the backups that can be restored with all that they need. One with a failed copy can: another copy is there. A
 * backup that leads back to itself never gets its turn here, and so is not whole.
 */
function findWhole(
  byId: ReadonlyMap<string, RetentionCandidate>,
  onlyVerified: boolean,
): Set<string> {
  const open = new Map<string, number>();
  const dependants = new Map<string, string[]>();
  const whole: string[] = [];
  for (const [id, backup] of byId) {
    const doubt = findDoubt(backup, onlyVerified);
    const sound =
      (backup.state === 'available' || backup.state === 'partially-failed') &&
      (doubt === undefined || doubt === 'partiallyFailed');
    if (!sound) {
      continue;
    }
    const references = new Set(backup.references);
    open.set(id, references.size);
    for (const reference of references) {
      const list = dependants.get(reference) ?? [];
      dependants.set(reference, list);
      list.push(id);
    }
    if (references.size === 0) {
      whole.push(id);
    }
  }
  for (let index = 0; index < whole.length; index++) {
    for (const dependant of dependants.get(whole[index]) ?? []) {
      const left = open.get(dependant)! - 1;
      open.set(dependant, left);
      if (left === 0) {
        whole.push(dependant);
      }
    }
  }
  return new Set(whole);
}
