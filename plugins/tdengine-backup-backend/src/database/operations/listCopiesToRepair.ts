import { Knex } from 'knex';
import { RESTORABLE_STATES } from '../restorableStates';
import { activeJobsOfBackup } from './activeJobsOfBackup';

/** Copies whose repair is due, by backup; the longest due first. */
export async function listCopiesToRepair(
  knex: Knex,
  options: { dueBefore: Date; limit: number },
): Promise<Array<{ backupId: string; targets: string[] }>> {
  const rows: Array<{ backup_id: string; target: string }> = await knex(
    'backup_copies',
  )
    .join('backups', 'backups.id', 'backup_copies.backup_id')
    .whereIn('backups.state', RESTORABLE_STATES)
    .whereNotIn('backup_copies.state', ['present', 'deleting'])
    .where('backup_copies.next_repair_at', '<=', options.dueBefore)
    .whereNotExists(activeJobsOfBackup(knex))
    .orderBy('backup_copies.next_repair_at')
    .limit(options.limit)
    .select('backup_copies.backup_id', 'backup_copies.target');
  const due = new Map<string, string[]>();
  for (const { backup_id: backupId, target } of rows) {
    due.set(backupId, [...(due.get(backupId) ?? []), target]);
  }
  return [...due].map(([backupId, targets]) => ({ backupId, targets }));
}
