import { StoredSchedulerState } from '../database/SchedulerStateStore';

/** Four looks of the scheduler that did not come. */
const ALIVE_MS = 60_000;

/** Whether the scheduler looked lately, in whichever process. */
export function isTicking(
  { lastTickAt }: Pick<StoredSchedulerState, 'lastTickAt'>,
  now: Date,
): boolean {
  return (
    lastTickAt !== undefined &&
    now.getTime() - Date.parse(lastTickAt) < ALIVE_MS
  );
}
