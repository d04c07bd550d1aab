import { Knex } from 'knex';
import { DueDeletions } from '../BackupStore';
import { BackupRow } from '../backupRows';
import { CopyKey } from '../CopyStore';
import { activeJobsOfBackup } from './activeJobsOfBackup';

/** Backups that are being deleted, by nobody at the moment: the next try of a copy is due, or none was planned for long. */
export async function listUnfinishedDeletions(
  knex: Knex,
  { dueBefore, leftBefore, limit }: DueDeletions,
): Promise<BackupRow[]> {
  const planned = () =>
    knex('backup_copies')
      .where('backup_copies.backup_id', knex.ref('backups.id'))
      .select(knex.raw('1'));
  return knex<BackupRow>('backups')
    .where({ state: 'deleting' })
    .where(due =>
      due
        .whereExists(planned().where('next_deletion_at', '<=', dueBefore))
        .orWhere(left =>
          left
            .where('updated_at', '<', leftBefore)
            .whereNotExists(planned().whereNotNull('next_deletion_at')),
        ),
    )
    .whereNotExists(activeJobsOfBackup(knex))
    .orderBy('updated_at')
    .limit(limit);
}

/** The same for single copies of backups that stay. */
export async function listUnfinishedCopyDeletions(
  knex: Knex,
  { dueBefore, leftBefore, limit }: DueDeletions,
): Promise<CopyKey[]> {
  const rows = await knex('backup_copies')
    .join('backups', 'backups.id', 'backup_copies.backup_id')
    .where('backup_copies.state', 'deleting')
    .where(due =>
      due
        .where('backup_copies.next_deletion_at', '<=', dueBefore)
        .orWhere(left =>
          left
            .whereNull('backup_copies.next_deletion_at')
            .where('backups.updated_at', '<', leftBefore),
        ),
    )
    .whereNotIn('backups.state', ['deleting', 'deleted'])
    .whereNotExists(activeJobsOfBackup(knex))
    .orderBy('backups.updated_at')
    .limit(limit)
    .select('backup_copies.backup_id', 'backup_copies.target');
  return rows.map(row => ({ backupId: row.backup_id, target: row.target }));
}
