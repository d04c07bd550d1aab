import { Knex } from 'knex';
import { BackupRow, StoredBackup } from '../backupRows';
import { RESTORABLE_STATES } from '../restorableStates';
import { completeBackups } from './completeBackups';

/** Backups with a copy that is on a target, by id, a page at a time. */
export async function listWithPresentCopy(
  knex: Knex,
  target: string,
  options: { after?: string; limit: number },
): Promise<StoredBackup[]> {
  const { after = '', limit } = options;
  const rows = await knex<BackupRow>('backups')
    .whereIn('state', RESTORABLE_STATES)
    .where('id', '>', after)
    .whereIn(
      'id',
      knex('backup_copies')
        .where({ target, state: 'present' })
        .select('backup_id'),
    )
    .orderBy('id')
    .limit(limit);
  return completeBackups(knex, rows);
}
