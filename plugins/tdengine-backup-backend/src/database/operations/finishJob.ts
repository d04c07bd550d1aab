import { Knex } from 'knex';
import { insertStateEvent } from './insertJobEvent';

/**
 * Ends a job: it gives back its lease and locks, and forgets what only a later attempt would have needed.
 */
export async function finishJob(
  tx: Knex.Transaction,
  jobId: string,
  end: {
    state: 'cancelled' | 'succeeded' | 'partially-failed' | 'failed';
    error?: string;
  },
): Promise<void> {
  await tx('jobs')
    .where({ id: jobId })
    .update({
      state: end.state,
      error: end.error ?? null,
      finished_at: new Date(),
      lease_token: null,
      lease_expires_at: null,
    });
  await tx('job_locks').where({ job_id: jobId }).delete();
  await tx('job_units').where({ job_id: jobId }).delete();
  await tx('job_checkpoints').where({ job_id: jobId }).delete();
  await insertStateEvent(tx, jobId, end.state, end.error);
}
