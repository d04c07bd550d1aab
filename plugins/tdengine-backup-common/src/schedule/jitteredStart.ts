import { createRunTimes } from './createRunTimes';
import { plannedKey } from './runs';
import type { Schedule } from './Schedule';

/**
 * When a planned run begins, so that policies of the same minute do not all begin in the same second: by at most `jitterSeconds`
 * later, always before hours to keep clear of, and a minute or more before the next planned time. The delay follows from the seed, which is
 * the policy's id, and the planned time alone, so every replica finds the same.
 * @public
 */
export function jitteredStart(
  schedule: Schedule,
  planned: Date,
  seed: string,
): Date {
  const longest = longestDelay(schedule, planned.getTime());
  if (longest < 1) {
    return planned;
  }
  const delay = hash(`${seed} ${plannedKey(planned)}`) % (longest + 1);
  return new Date(planned.getTime() + delay * 1000);
}

/** In whole seconds. */
function longestDelay(schedule: Schedule, planned: number): number {
  const wanted = schedule.jitterSeconds ?? 0;
  if (wanted === 0) {
    return 0;
  }
  const { times, keepClear } = createRunTimes(schedule);
  if (keepClear?.isBlocked(planned)) {
    // No planned time of this schedule, but of one it was before: nothing to keep to.
    return 0;
  }
  const next = times.next(planned) ?? Infinity;
  const blocked = keepClear?.nextChange(planned) ?? Infinity;
  return Math.min(
    wanted,
    Math.floor((next - planned) / 1000) - 60,
    Math.ceil((blocked - planned) / 1000) - 1,
  );
}

/** 32-bit FNV-1a with the finish of MurmurHash3, which spreads texts that differ in one digit. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
