import {
  nextRun,
  plannedBetween,
  previousRun,
  Schedule,
} from 'backstage-plugin-tdengine-backup-common';
import { NextRun } from '../database/PolicyStore';
import { startOf } from './nextRunOf';

/** Looks are seconds apart; what is later than this was missed. */
const ON_TIME_MS = 2 * 60_000;
/** More than these need not be counted one by one. */
const MOST_COUNTED = 1000;

/** What is to be done about a policy whose next run is due. */
export interface DueDecision {
  /** The planned time that runs now: in time, or made up for. */
  run?: { plannedAt: Date; trigger: 'schedule' | 'catch-up' };
  /** Planned times that passed and do not run any more: the first of them, and how many they are. */
  missed?: { plannedAt: Date; count: number };
  next?: NextRun;
}

/**
 * Decides what becomes of planned times that have come: the last one runs, unless it is too late for it; those before it
 * were missed.
 *
 * @param plannedAt - the first planned time that nobody looked at
 */
export function decideDue(options: {
  policyId: string;
  schedule: Schedule;
  plannedAt: Date;
  now: Date;
  graceMs: number;
}): DueDecision {
  const { policyId, schedule, plannedAt, now, graceMs } = options;
  const last = lastDue(options);
  const next = nextRun(schedule, last);
  const decision: DueDecision = {
    next: next && startOf(policyId, schedule, next),
  };
  const lateMs =
    now.getTime() - startOf(policyId, schedule, last).runAt.getTime();
  const isOnTime = lateMs <= ON_TIME_MS;
  if (isOnTime || lateMs <= graceMs) {
    decision.run = {
      plannedAt: last,
      trigger: isOnTime ? 'schedule' : 'catch-up',
    };
  }
  const passed =
    last.getTime() === plannedAt.getTime()
      ? 0
      : 1 +
        plannedBetween(schedule, plannedAt, before(last), MOST_COUNTED).length;
  const missed = passed + (decision.run ? 0 : 1);
  if (missed > 0) {
    decision.missed = { plannedAt, count: missed };
  }
  return decision;
}

/** The last planned time whose run would have begun by now; the first one begins even where the schedule was changed. */
function lastDue(options: {
  policyId: string;
  schedule: Schedule;
  plannedAt: Date;
  now: Date;
}): Date {
  const { policyId, schedule, plannedAt, now } = options;
  let last = previousRun(schedule, new Date(now.getTime() + 1));
  while (last && last > plannedAt) {
    if (startOf(policyId, schedule, last).runAt <= now) {
      return last;
    }
    last = previousRun(schedule, last);
  }
  return plannedAt;
}

function before(date: Date): Date {
  return new Date(date.getTime() - 1);
}
