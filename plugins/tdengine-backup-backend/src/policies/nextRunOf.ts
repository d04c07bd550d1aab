import { isDeepStrictEqual } from 'node:util';
import {
  jitteredStart,
  nextRun,
  parseSchedule,
  Schedule,
} from 'backstage-plugin-tdengine-backup-common';
import { PolicyContent, StoredPolicy } from '../database/policyRows';
import { NextRun } from '../database/PolicyStore';

/** When a schedule runs next after a planned time or another instant; undefined where it never does. */
export function nextRunOf(
  policy: Pick<StoredPolicy, 'id' | 'schedule'>,
  after: Date,
): NextRun | undefined {
  const schedule = scheduleOf(policy);
  const plannedAt = nextRun(schedule, after);
  return plannedAt && startOf(policy.id, schedule, plannedAt);
}

/** A planned time beside the moment at which its run begins. */
export function startOf(
  policyId: string,
  schedule: Schedule,
  plannedAt: Date,
): NextRun {
  return { plannedAt, runAt: jitteredStart(schedule, plannedAt, policyId) };
}

/** The schedule of a policy, which was checked when it was written. */
export function scheduleOf(policy: Pick<StoredPolicy, 'schedule'>): Schedule {
  return parseSchedule(policy.schedule);
}

/**
 * The next run of what a policy is to say: none where it is disabled, and the one it had where its schedule stays the same,
 * which may be due at this very moment.
 */
export function nextRunOfContent(
  id: string,
  content: Pick<PolicyContent, 'enabled' | 'schedule'>,
  now: Date,
  before?: StoredPolicy,
): NextRun | undefined {
  if (!content.enabled) {
    return undefined;
  }
  if (
    before?.nextPlannedAt !== undefined &&
    before.nextRunAt !== undefined &&
    isDeepStrictEqual(before.schedule, content.schedule)
  ) {
    return {
      plannedAt: new Date(before.nextPlannedAt),
      runAt: new Date(before.nextRunAt),
    };
  }
  return nextRunOf({ id, schedule: content.schedule }, now);
}
