import { PolicyRunReason } from 'backstage-plugin-tdengine-backup-common';
import { StoredPolicy } from '../database/policyRows';
import { PolicyOccupation } from '../database/PolicyRunStore';
import { NextRun } from '../database/PolicyStore';
import { decideDue } from './decideDue';
import { judgeOverlap } from './judgeOverlap';
import { scheduleOf } from './nextRunOf';
import { PolicyVerdict } from './PolicyRuns';

/** What becomes of a policy that is due. */
export interface DueVerdict extends PolicyVerdict {
  next?: NextRun;
  /** What nothing ran for, where that is news. */
  missed?: { plannedAt: Date; count: number; isMadeUp: boolean };
}

/**
 * Judges a policy whose next run is due.
 *
 * @param state - `pause` is why nothing runs now, if nothing does
 */
export function judgeDue(
  policy: StoredPolicy,
  state: {
    now: Date;
    pause: PolicyRunReason | undefined;
    occupation: PolicyOccupation;
  },
): DueVerdict {
  const { run, missed, next } = decideDue({
    policyId: policy.id,
    schedule: scheduleOf(policy),
    plannedAt: new Date(policy.nextPlannedAt!),
    now: state.now,
    graceMs: policy.graceMinutes * 60_000,
  });
  const wanted = {
    trigger: run?.trigger ?? ('schedule' as const),
    plannedAt: run?.plannedAt ?? missed!.plannedAt,
    missedRuns: missed?.count,
    caller: { ref: policy.createdBy, ownershipRefs: [] },
  };
  const verdict = { policy, run: wanted, next };
  if (state.pause !== undefined) {
    return { ...verdict, state: 'skipped', cause: state.pause };
  }
  const news = missed && { ...missed, isMadeUp: run !== undefined };
  if (!run) {
    return {
      ...verdict,
      missed: news,
      state: 'missed',
      cause: { code: 'tooLate' },
    };
  }
  return {
    ...verdict,
    missed: news,
    ...judgeOverlap(policy, state.occupation),
  };
}
