import { Knex } from 'knex';
import { DatabaseClock } from '../DatabaseClock';
import { JobRow } from '../jobRows';
import { insertLogEvent, insertStateEvent } from './insertJobEvent';

export async function recoverExpiredJobs(
  knex: Knex,
  clock: DatabaseClock,
): Promise<string[]> {
  return knex.transaction(async tx => {
    const expired = tx<JobRow>('jobs')
      .whereIn('state', ['running', 'cancelling'])
      .whereNotNull('lease_token')
      .where('lease_expires_at', '<', clock.now())
      .forUpdate();
    if (clock.shared) {
      expired.skipLocked();
    }
    const jobs = await expired;
    for (const job of jobs) {
      const usedUp = job.attempt >= job.max_attempts;
      const reason = `The process that ran it (${job.worker}) ended or was cut off in attempt ${job.attempt} of ${job.max_attempts}`;
      await recover(tx, job, usedUp ? reason : undefined);
      await insertLogEvent(tx, job.id, 'warn', reason);
    }
    return jobs.map(job => job.id);
  });
}

async function recover(
  tx: Knex.Transaction,
  job: JobRow,
  abandonReason: string | undefined,
): Promise<void> {
  const state = job.state === 'cancelling' ? job.state : 'queued';
  await tx('jobs')
    .where({ id: job.id })
    .update({
      state,
      lease_token: null,
      lease_expires_at: null,
      worker: null,
      abandon_reason: job.abandon_reason ?? abandonReason ?? null,
    });
  if (state !== job.state) {
    await insertStateEvent(tx, job.id, state);
  }
}
