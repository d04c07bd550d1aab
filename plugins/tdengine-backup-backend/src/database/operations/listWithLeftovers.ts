import { Knex } from 'knex';
import { BackupRow, StoredBackup } from '../backupRows';
import { completeBackups } from './completeBackups';

/** Targets on which a backup that failed or was cancelled may have left something. */
export async function listWithLeftovers(
  knex: Knex,
  limit: number,
): Promise<Array<{ backup: StoredBackup; target: string }>> {
  const found: Array<{ backup_id: string; target: string }> = await knex(
    'backup_copies',
  )
    .join('backups', 'backups.id', 'backup_copies.backup_id')
    .where('backup_copies.leftovers', true)
    .whereIn('backups.state', ['failed', 'cancelled'])
    .orderBy('backups.updated_at')
    .limit(limit)
    .select('backup_copies.backup_id', 'backup_copies.target');
  const rows = await knex<BackupRow>('backups').whereIn(
    'id',
    found.map(row => row.backup_id),
  );
  const completed = await completeBackups(knex, rows);
  const backups = new Map(completed.map(backup => [backup.id, backup]));
  return found.flatMap(({ backup_id: id, target }) => {
    const backup = backups.get(id);
    return backup ? [{ backup, target }] : [];
  });
}
