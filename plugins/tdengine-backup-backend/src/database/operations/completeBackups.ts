import { BackupCopy } from 'backstage-plugin-tdengine-backup-common';
import { Knex } from 'knex';
import {
  BackupCopyRow,
  BackupRow,
  StoredBackup,
  toBackupCopy,
  toStoredBackup,
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
  const copies = new Map<string, BackupCopy[]>(ids.map(id => [id, []]));
  for (const copy of await knex<BackupCopyRow>('backup_copies').whereIn(
    'backup_id',
    ids,
  )) {
    copies.get(copy.backup_id)?.push(toBackupCopy(copy));
  }
  return rows.map(row =>
    toStoredBackup(row, databases.get(row.id) ?? [], copies.get(row.id) ?? []),
  );
}
