import { randomUUID } from 'node:crypto';
import { Knex } from 'knex';
import { Lease } from '../../jobs/Lease';
import { JobType, StoredJob } from '../../jobs/StoredJob';
import { DatabaseClock } from '../DatabaseClock';
import { JobRow, toStoredJob } from '../jobRows';
import { insertStateEvent } from './insertJobEvent';

/**
 * Takes the next job in the order of priority and age. Jobs to be cancelled whose worker is gone are taken too: what
 * they left has to be cleaned up.
 */
export async function claimJob(
  knex: Knex,
  clock: DatabaseClock,
  options: { types: readonly JobType[]; leaseMs: number; worker: string },
): Promise<{ job: StoredJob; lease: Lease } | undefined> {
  return knex.transaction(async tx => {
    const candidates = tx<JobRow>('jobs')
      .whereIn('type', options.types)
      .whereNull('lease_token')
      .whereIn('state', ['queued', 'cancelling'])
      .orderBy(['priority', 'created_at', 'id'])
      .forUpdate();
    if (clock.shared) {
      candidates.skipLocked();
    }
    const candidate = await candidates.first();
    if (!candidate) {
      return undefined;
    }

    const lease = { jobId: candidate.id, token: randomUUID() };
    const state =
      candidate.state === 'cancelling' ? candidate.state : 'running';
    const taken = await tx('jobs')
      .where({ id: candidate.id, state: candidate.state })
      .whereNull('lease_token')
      .update({
        state,
        attempt: candidate.attempt + 1,
        started_at: candidate.started_at ?? new Date(),
        lease_token: lease.token,
        lease_expires_at: clock.after(options.leaseMs),
        worker: options.worker,
      });
    if (taken !== 1) {
      return undefined;
    }
    if (state !== candidate.state) {
      await insertStateEvent(tx, candidate.id, state);
    }
    const row = await tx<JobRow>('jobs').where({ id: candidate.id }).first();
    return row && { job: toStoredJob(row), lease };
  });
}
