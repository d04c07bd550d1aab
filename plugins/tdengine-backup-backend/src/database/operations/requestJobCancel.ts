import { isFinalJobState } from 'backstage-plugin-tdengine-backup-common';
import { ConflictError, NotFoundError } from '@backstage/errors';
import { Knex } from 'knex';
import { JobRow } from '../jobRows';
import { finishJob } from './finishJob';
import { insertStateEvent } from './insertJobEvent';

export async function requestJobCancel(
  tx: Knex.Transaction,
  id: string,
): Promise<'cancelled' | 'cancelling'> {
  const job = await tx<JobRow>('jobs').where({ id }).forUpdate().first();
  if (!job) {
    throw new NotFoundError(`There is no job with the id '${id}'`);
  }
  if (isFinalJobState(job.state)) {
    throw new ConflictError(`Job ${id} has ended already: it is ${job.state}`);
  }
  // One that began once may have left something behind; its next worker removes that.
  if (job.state === 'queued' && job.started_at === null) {
    await finishJob(tx, id, { state: 'cancelled' });
    return 'cancelled';
  }
  if (job.state !== 'cancelling') {
    await tx('jobs').where({ id }).update({ state: 'cancelling' });
    await insertStateEvent(tx, id, 'cancelling');
  }
  return 'cancelling';
}
