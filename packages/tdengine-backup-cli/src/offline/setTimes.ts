import { SetSummary } from './summarizeSet';

/** A clock may be wrong by this much, and no time zone makes more of it. */
const TOLERANCE_MS = 24 * 3_600_000;

/** Orders sets by their time, the newest first; those that tell none come last. */
export function byNewest(a: SetSummary, b: SetSummary): number {
  return instantOf(b) - instantOf(a);
}

/** Whether a set says that it was made when nobody can have made it yet. */
export function isFromTheFuture(summary: SetSummary): boolean {
  return instantOf(summary) > Date.now() + TOLERANCE_MS;
}

/** Offsets differ, so the texts say nothing about the order. */
function instantOf({ time }: SetSummary): number {
  return time === undefined ? 0 : Date.parse(time);
}
