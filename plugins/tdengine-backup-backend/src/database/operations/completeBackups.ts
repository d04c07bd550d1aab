import { Knex } from 'knex';
import {
  BackupCopyRow,
  BackupRow,
  StoredBackup,
  StoredCopy,
  toStoredBackup,
  toStoredCopy,
} from '../backupRows';
import { loadDatabases } from './loadDatabases';

/** Rows with what other tables know of them, in the same order. */
export async function completeBackups(
  knex: Knex,
  rows: readonly BackupRow[],
): Promise<StoredBackup[]> {
  const ids = rows.map(row => row.id);
  const databases = await loadDatabases(
    knex,
    { table: 'backup_databases', column: 'backup_id' },
    ids,
  );
  const copies = new Map<string, StoredCopy[]>(ids.map(id => [id, []]));
  for (const copy of await knex<BackupCopyRow>('backup_copies')
    .whereIn('backup_id', ids)
    .orderBy('target')) {
    copies.get(copy.backup_id)?.push(toStoredCopy(copy));
  }
  return rows.map(row =>
    toStoredBackup(row, databases.get(row.id) ?? [], copies.get(row.id) ?? []),
  );
}
