import { JobState } from './schema/openapi/generated/models';

const FINAL_JOB_STATES: ReadonlySet<JobState> = new Set([
  'cancelled',
  'succeeded',
  'partially-failed',
  'failed',
]);

/**
 * Whether a job has ended; it stays what it ended as.
 * @public
 */
export function isFinalJobState(state: JobState): boolean {
  return FINAL_JOB_STATES.has(state);
}
