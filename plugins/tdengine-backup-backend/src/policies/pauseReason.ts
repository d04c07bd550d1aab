import { StoredSchedulerState } from '../database/SchedulerStateStore';

/** Why no policy runs now, in words; undefined where they do. */
export function pauseReason(
  state: StoredSchedulerState,
  automatic: boolean,
): string | undefined {
  if (!automatic) {
    return 'Automatic backups are switched off in the configuration';
  }
  if (!state.paused) {
    return undefined;
  }
  const by = `All policies were paused by ${state.pausedBy ?? 'somebody'}`;
  return state.reason === undefined ? by : `${by}: ${state.reason}`;
}
