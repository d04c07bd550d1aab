import { Knex } from 'knex';
import { JobRow } from '../jobRows';
import { insertStateEvent } from './insertJobEvent';

export async function releaseJob(
  tx: Knex.Transaction,
  jobId: string,
  options: { reason: string; countAttempt: boolean },
): Promise<void> {
  const job = await tx<JobRow>('jobs').where({ id: jobId }).first();
  if (!job) {
    return;
  }
  // The clean-up of a cancelled job is taken up like a queued one.
  const state = job.state === 'cancelling' ? job.state : 'queued';
  const usedUp = options.countAttempt && job.attempt >= job.max_attempts;
  await tx('jobs')
    .where({ id: jobId })
    .update({
      state,
      attempt: options.countAttempt ? job.attempt : job.attempt - 1,
      abandon_reason: job.abandon_reason ?? (usedUp ? options.reason : null),
      lease_token: null,
      lease_expires_at: null,
      worker: null,
    });
  await insertStateEvent(tx, jobId, state, options.reason);
}
