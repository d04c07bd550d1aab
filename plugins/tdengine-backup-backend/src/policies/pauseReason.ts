import { PolicyRunReason } from 'backstage-plugin-tdengine-backup-common';
import { StoredSchedulerState } from '../database/SchedulerStateStore';

/** Why no policy runs now; undefined where they do. */
export function pauseReason(
  state: StoredSchedulerState,
  automatic: boolean,
): PolicyRunReason | undefined {
  if (!automatic) {
    return { code: 'switchedOff' };
  }
  return state.paused
    ? { code: 'paused', by: state.pausedBy, note: state.reason }
    : undefined;
}
