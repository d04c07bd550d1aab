import { DateTime } from 'luxon';

const MINUTE = 60_000;

/** A rule that is about minutes and hours of every day, as the oracle needs it. */
export interface SimpleRule {
  minutes: number[];
  hours: number[];
  everyHours: boolean;
}

/**
 * When a rule runs, found by looking at the clock on the wall in every minute from a day before `from` until `to`, and without
 * any of the code under test: slow, and plain.
 */
export function walkThrough(
  rule: SimpleRule,
  zone: string,
  from: number,
  to: number,
): number[] {
  const matches = (wall: number) =>
    rule.hours.includes(Math.floor(wall / 60) % 24) &&
    rule.minutes.includes(wall % 60);
  const runs = new Set<number>();
  const seen = new Set<number>();
  let last: number | undefined;
  for (let time = from - 24 * 60 * MINUTE; time <= to; time += MINUTE) {
    const wall = wallMinute(time, zone);
    for (let skipped = (last ?? wall) + 1; skipped < wall; skipped += 1) {
      if (matches(skipped)) {
        const elapsed = (skipped - last! - 1) * MINUTE;
        runs.add(rule.everyHours ? time + elapsed : time);
      }
    }
    if (matches(wall) && (rule.everyHours || !seen.has(wall))) {
      runs.add(time);
    }
    seen.add(wall);
    last = wall;
  }
  return [...runs]
    .filter(time => time > from && time <= to)
    .sort((a, b) => a - b);
}

/** Minutes since 1970 as the clock on the wall counts them. */
function wallMinute(time: number, zone: string): number {
  const shown = DateTime.fromMillis(time, { zone });
  return shown.setZone('utc', { keepLocalTime: true }).toMillis() / MINUTE;
}
