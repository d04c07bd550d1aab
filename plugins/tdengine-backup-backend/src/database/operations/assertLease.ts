import { Knex } from 'knex';
import { LeaseLostError } from '../../jobs/errors';
import { Lease } from '../../jobs/Lease';

/**
 * Makes the rest of the transaction depend on the lease: nobody can take the job while it runs, and a worker that lost
 * it gets no further than here.
 */
export async function assertLease(
  tx: Knex.Transaction,
  lease: Lease,
): Promise<void> {
  const row = await tx('jobs')
    .where({ id: lease.jobId, lease_token: lease.token })
    .forUpdate()
    .first('id');
  if (!row) {
    throw new LeaseLostError(
      `Job ${lease.jobId} is no longer this worker's; nothing was written`,
    );
  }
}
