import { Knex } from 'knex';
import { BackupOutcome, FailedCopy, MadeCopy } from '../BackupStore';
import { replaceDatabases } from './replaceDatabases';
import { settleCopies } from './settleCopies';
import { endedNow, updateBackup, updateCopy } from './updateBackup';

export async function markBackupAvailable(
  tx: Knex.Transaction,
  id: string,
  outcome: BackupOutcome,
): Promise<void> {
  await updateBackup(tx, id, {
    state: 'available',
    row_count: outcome.rows,
    table_count: outcome.tables,
    raw_bytes: outcome.rawBytes,
    size_bytes: outcome.sizeBytes,
    checksum: outcome.checksum,
    source_version: outcome.sourceVersion,
    limitations: JSON.stringify(outcome.limitations),
    error: null,
    ...(await endedNow(tx, id)),
  });
  await replaceDatabases(
    tx,
    { table: 'backup_databases', column: 'backup_id', id },
    outcome.databases,
    outcome.databaseBytes,
  );
  for (const copy of outcome.copies) {
    await updateCopy(tx, id, copy.target, toColumns(copy));
  }
  // All of them were made with the key of the run.
  await tx('backup_copies')
    .where({ backup_id: id, state: 'present' })
    .whereNull('encryption_key_id')
    .update({
      encryption_key_id: tx('backups')
        .where({ id })
        .select('encryption_key_id'),
    });
  await settleCopies(tx, id);
}

/** Nothing is left to say of a deletion. */
export const NO_DELETION = {
  deletion_error: null,
  deletion_partial: false,
  next_deletion_at: null,
};

/** What became of a copy, as columns. */
export function toColumns(copy: MadeCopy | FailedCopy) {
  return copy.state === 'present'
    ? {
        state: copy.state,
        location: copy.location,
        size_bytes: copy.sizeBytes ?? null,
        sha256: copy.sha256 ?? null,
        checksum: copy.checksum ?? null,
        encryption_key_id: copy.encryptionKeyId ?? null,
        verification: copy.verification,
        verified_at: copy.verification === 'verified' ? new Date() : null,
        error: null,
        leftovers: false,
        repair_attempts: 0,
        next_repair_at: null,
        ...NO_DELETION,
      }
    : {
        state: copy.state,
        error: copy.error,
        leftovers: copy.leftovers,
        next_repair_at: copy.nextRepairAt ?? null,
      };
}
