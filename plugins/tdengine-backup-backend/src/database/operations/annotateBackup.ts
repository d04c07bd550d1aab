import { Knex } from 'knex';
import { BackupAnnotation } from '../BackupStore';

/** Tells whether it was written: what is being deleted cannot be pinned any more. */
export async function annotateBackup(
  knex: Knex,
  id: string,
  { remark, notes, pinned, updatedBy }: BackupAnnotation,
): Promise<boolean> {
  const backup = knex('backups').where({ id });
  if (pinned) {
    backup.whereNotIn('state', ['deleting', 'deleted']);
  }
  const updated = await backup.update({
    ...(remark !== undefined && { remark }),
    ...(notes !== undefined && { notes }),
    ...(pinned !== undefined && { pinned }),
    updated_by: updatedBy,
    updated_at: new Date(),
  });
  return updated > 0;
}
