import { Knex } from 'knex';
import { BackupOutcome } from '../BackupStore';
import { replaceDatabases } from './replaceDatabases';
import { endedNow, updateBackup, updateCopies } from './updateBackup';

export async function markBackupAvailable(
  tx: Knex.Transaction,
  id: string,
  outcome: BackupOutcome,
): Promise<void> {
  const verifiedAt = outcome.verification === 'verified' ? new Date() : null;
  await updateBackup(tx, id, {
    state: 'available',
    verification: outcome.verification,
    verified_at: verifiedAt,
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
  await updateCopies(tx, id, {
    state: 'present',
    location: outcome.copy.location,
    size_bytes: outcome.copy.sizeBytes ?? null,
    sha256: outcome.copy.sha256 ?? null,
    verified_at: verifiedAt,
    error: null,
  });
}
