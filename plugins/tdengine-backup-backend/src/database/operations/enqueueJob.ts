import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import { Knex } from 'knex';
import { NewJob } from '../JobStore';
import { insertStateEvent } from './insertJobEvent';

export async function enqueueJob(
  tx: Knex.Transaction,
  job: NewJob,
): Promise<void> {
  await tx('jobs').insert({
    id: job.id,
    type: job.type,
    subject_id: job.subjectId,
    backup_id: job.backupId,
    state: 'queued',
    priority: job.priority,
    attempt: 0,
    max_attempts: job.maxAttempts,
    options: job.options ? JSON.stringify(job.options) : null,
    created_by: job.createdBy,
    created_at: new Date(),
    log_lines: 0,
  });
  await insertStateEvent(tx, job.id, 'queued');
  for (const key of [...(job.locks ?? [])].sort()) {
    await takeLock(tx, key, job.id);
  }
}

async function takeLock(
  tx: Knex.Transaction,
  key: string,
  jobId: string,
): Promise<void> {
  const holder = await tx('job_locks')
    .join('jobs', 'jobs.id', 'job_locks.job_id')
    .where({ lock_key: key })
    .first('jobs.id', 'jobs.type', 'jobs.state');
  if (holder) {
    throw conflict(
      key,
      `the ${holder.type} job ${holder.id}, which is ${holder.state}`,
    );
  }
  try {
    await tx('job_locks').insert({ lock_key: key, job_id: jobId });
  } catch (error) {
    // Two requests at the same instant: the loser learns of the winner here.
    if (isDatabaseConflictError(error)) {
      throw conflict(key, 'another job that was begun just now');
    }
    throw error;
  }
}

function conflict(key: string, holder: string): ConflictError {
  return new ConflictError(
    `'${key}' is in use by ${holder}; wait for it to end or cancel it`,
  );
}
