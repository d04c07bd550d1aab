import { InputError } from '@backstage/errors';
import { createRunTimes } from './createRunTimes';
import type { RunTimes } from './RunTimes';
import type { Schedule } from './Schedule';

/**
 * The first planned time later than `after`. Nothing where there is none. Like all functions here it takes a schedule that
 * `parseSchedule` has read, asks no clock, and throws an InputError for a time zone that this machine or browser does not know.
 * @public
 */
export function nextRun(schedule: Schedule, after: Date): Date | undefined {
  return asDate(createRunTimes(schedule).times.next(timeOf(after)));
}

/**
 * The next planned times, at most `count` of them, in order.
 * @public
 */
export function nextRuns(
  schedule: Schedule,
  after: Date,
  count: number,
): Date[] {
  const { times } = createRunTimes(schedule);
  return collect(times, timeOf(after), Number.MAX_SAFE_INTEGER, count);
}

/**
 * What was planned later than `after` and not later than `until`: the earliest ones, at most `limit` of them, in order. Ask for one
 * more than you want to know whether there are more. The last one before now is `previousRun`, however long the time between.
 * @public
 */
export function plannedBetween(
  schedule: Schedule,
  after: Date,
  until: Date,
  limit: number,
): Date[] {
  const { times } = createRunTimes(schedule);
  return collect(times, timeOf(after), timeOf(until), limit);
}

/**
 * The last planned time earlier than `before`. Nothing where there is none.
 * @public
 */
export function previousRun(
  schedule: Schedule,
  before: Date,
): Date | undefined {
  return asDate(createRunTimes(schedule).times.previous(timeOf(before)));
}

/**
 * A planned time as the text that names it, the same on every machine: with a policy's id it says which run this is.
 * @public
 */
export function plannedKey(planned: Date): string {
  return new Date(timeOf(planned)).toISOString();
}

function collect(
  times: RunTimes,
  after: number,
  until: number,
  limit: number,
): Date[] {
  const found: Date[] = [];
  let time = after;
  while (found.length < limit) {
    const next = times.next(time);
    if (next === undefined || next > until) {
      break;
    }
    found.push(new Date(next));
    time = next;
  }
  return found;
}

function timeOf(date: Date): number {
  const time = date.getTime();
  if (Number.isNaN(time)) {
    throw new InputError('The time to plan from is not a date');
  }
  return time;
}

function asDate(time: number | undefined): Date | undefined {
  return time === undefined ? undefined : new Date(time);
}
