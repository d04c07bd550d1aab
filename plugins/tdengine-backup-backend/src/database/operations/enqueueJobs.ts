import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import { Knex } from 'knex';
import { NewJob } from '../JobStore';
import { stateEvent } from './insertJobEvent';

/** SQLite allows so many values in one statement. */
const AT_ONCE = 100;

/** Throws a ConflictError naming the job that holds one of the locks. */
export async function enqueueJobs(
  tx: Knex.Transaction,
  jobs: readonly NewJob[],
): Promise<void> {
  const now = new Date();
  await tx.batchInsert(
    'jobs',
    jobs.map(job => ({
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
      created_at: now,
      log_lines: 0,
    })),
    AT_ONCE,
  );
  await tx.batchInsert(
    'job_events',
    jobs.map(job => stateEvent(job.id, 'queued')),
    AT_ONCE,
  );
  for (const { id, locks } of jobs) {
    for (const key of [...(locks ?? [])].sort()) {
      await takeLock(tx, key, id);
    }
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
