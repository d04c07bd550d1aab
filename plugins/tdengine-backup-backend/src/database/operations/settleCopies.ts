import { Knex } from 'knex';
import { BackupCopyRow } from '../backupRows';
import { TimestampColumn, toDate } from '../conversion';
import { RESTORABLE_STATES } from '../restorableStates';
import { updateBackup } from './updateBackup';

/** Not what it should be. One that is being added is neither good nor bad yet. */
const BAD: ReadonlyArray<BackupCopyRow['state']> = [
  'failed',
  'corrupted',
  'missing',
  'repairing',
];

/**
 * Writes into the record of a backup what its copies make of it: available while all are good, partially failed while
 * one is, and corrupted without any. A backup that is being made or removed is left alone.
 */
export async function settleCopies(
  tx: Knex.Transaction,
  backupId: string,
): Promise<void> {
  const copies = await tx<BackupCopyRow>('backup_copies')
    .where({ backup_id: backupId })
    .orderBy('target');
  const good = copies.filter(({ state }) => state === 'present');
  const bad = copies.filter(({ state }) => BAD.includes(state));
  const row = await tx('backups')
    .where({ id: backupId })
    .whereIn('state', [...RESTORABLE_STATES, 'corrupted'])
    .first('id');
  if (!row) {
    return;
  }
  await updateBackup(tx, backupId, {
    state: stateOf(good, bad),
    error: bad.length > 0 ? describe(bad, copies) : null,
    ...(good.length > 0 && { damage: null }),
    ...verificationOf(good, bad),
  });
}

function stateOf(
  good: readonly BackupCopyRow[],
  bad: readonly BackupCopyRow[],
): string {
  if (good.length === 0) {
    return 'corrupted';
  }
  return bad.length > 0 ? 'partially-failed' : 'available';
}

function verificationOf(
  good: readonly BackupCopyRow[],
  bad: readonly BackupCopyRow[],
) {
  if (good.length === 0) {
    return { verification: 'failed', verified_at: latest(bad) };
  }
  return good.every(({ verification }) => verification === 'verified')
    ? { verification: 'verified', verified_at: earliest(good) }
    : { verification: 'unverified', verified_at: null };
}

function describe(
  bad: readonly BackupCopyRow[],
  copies: readonly BackupCopyRow[],
): string {
  const [first] = bad;
  if (copies.length === 1) {
    return first.error ?? 'The reason is not known';
  }
  return bad
    .map(
      ({ target, error }) =>
        `The copy on target '${target}' is not good: ${
          error ?? 'the reason is not known'
        }`,
    )
    .join('; ');
}

function times(copies: readonly BackupCopyRow[]): Date[] {
  return copies
    .map(({ verified_at }) => verified_at)
    .filter((at): at is TimestampColumn => at !== null)
    .map(toDate)
    .sort((a, b) => a.getTime() - b.getTime());
}

/** As old as what was read longest ago. */
function earliest(copies: readonly BackupCopyRow[]): Date | null {
  return times(copies)[0] ?? null;
}

function latest(copies: readonly BackupCopyRow[]): Date | null {
  return times(copies).at(-1) ?? null;
}
