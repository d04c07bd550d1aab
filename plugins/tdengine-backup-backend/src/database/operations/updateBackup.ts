import { Knex } from 'knex';
import { toDate } from '../conversion';

/** Changes a record, and says that it changed. */
export async function updateBackup(
  tx: Knex.Transaction,
  id: string,
  columns: Record<string, unknown>,
): Promise<void> {
  await tx('backups')
    .where({ id })
    .update({ ...columns, updated_at: new Date() });
}

/** Changes what is known of the copies of a backup. */
export async function updateCopies(
  tx: Knex.Transaction,
  id: string,
  columns: Record<string, unknown>,
): Promise<void> {
  await tx('backup_copies').where({ backup_id: id }).update(columns);
}

/** Changes what is known of one copy. */
export async function updateCopy(
  tx: Knex.Transaction,
  id: string,
  target: string,
  columns: Record<string, unknown>,
): Promise<void> {
  await tx('backup_copies').where({ backup_id: id, target }).update(columns);
}

/** The columns that say that a run has ended now. */
export async function endedNow(
  tx: Knex.Transaction,
  id: string,
): Promise<{ finished_at: Date; duration_ms: number | null }> {
  const finishedAt = new Date();
  const row = await tx('backups').where({ id }).first('started_at');
  return {
    finished_at: finishedAt,
    duration_ms: row?.started_at
      ? Math.max(0, finishedAt.getTime() - toDate(row.started_at).getTime())
      : null,
  };
}
