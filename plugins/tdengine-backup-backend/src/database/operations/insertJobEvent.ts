import { Knex } from 'knex';
import { JobState } from '../../jobs/StoredJob';
import { LOG_LEVELS } from '../jobRows';

/** Says that a job has another state now. */
export async function insertStateEvent(
  tx: Knex.Transaction,
  jobId: string,
  state: JobState,
  message?: string,
): Promise<void> {
  await tx('job_events').insert(stateEvent(jobId, state, message));
}

/** The row that says so. */
export function stateEvent(jobId: string, state: JobState, message?: string) {
  return {
    job_id: jobId,
    created_at: new Date(),
    type: 'state',
    message: message ?? null,
    body: JSON.stringify(state),
  };
}

/** One line that the engine itself adds to a log, outside of any run. */
export async function insertLogEvent(
  tx: Knex.Transaction,
  jobId: string,
  level: (typeof LOG_LEVELS)[number],
  message: string,
): Promise<void> {
  await tx('job_events').insert({
    job_id: jobId,
    created_at: new Date(),
    type: 'log',
    level: LOG_LEVELS.indexOf(level),
    message,
  });
}
