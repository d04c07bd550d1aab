import { Knex } from 'knex';
import { AdoptedBackup } from '../BackupStore';
import { insertBackups, reviveBackup } from './insertBackups';
import { markBackupAvailable } from './markBackupAvailable';
import { updateBackup } from './updateBackup';

/** Takes in a backup that is complete. */
export async function adoptBackup(
  tx: Knex.Transaction,
  { backup, outcome, window }: AdoptedBackup,
): Promise<void> {
  const deleted = await tx('backups')
    .where({ id: backup.id, state: 'deleted' })
    .first('id');
  // Somebody brought it back. What restores of it came to is still known.
  await (deleted ? reviveBackup(tx, backup) : insertBackups(tx, [backup]));
  await markBackupAvailable(tx, backup.id, outcome);
  await updateBackup(tx, backup.id, {
    started_at: window.start,
    finished_at: window.end,
    duration_ms: Math.max(window.end.getTime() - window.start.getTime(), 0),
  });
}
