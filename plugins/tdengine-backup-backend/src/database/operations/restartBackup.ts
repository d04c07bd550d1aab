import { Knex } from 'knex';
import { updateBackup, updateCopies } from './updateBackup';

export async function restartBackup(
  tx: Knex.Transaction,
  id: string,
  changes: { jobId: string; updatedBy: string },
): Promise<void> {
  await updateBackup(tx, id, {
    state: 'creating',
    verification: 'unverified',
    verified_at: null,
    started_at: null,
    finished_at: null,
    duration_ms: null,
    error: null,
    job_id: changes.jobId,
    updated_by: changes.updatedBy,
  });
  await updateCopies(tx, id, {
    state: 'pending',
    verification: 'unverified',
    error: null,
    leftovers: false,
  });
}
