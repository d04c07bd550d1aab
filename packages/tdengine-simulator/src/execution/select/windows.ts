import type { Precision } from 'tdengine-client';
import { sqlErrors, SqlError } from '../../SqlError';
import type { IntervalClause } from '../../sql/select';
import {
  durationTicks,
  ticksPerSecond,
  zoneOffsetMs,
} from '../../types/timestamps';

export interface TimeWindow {
  start: bigint;
  end: bigint;
}

/**
 * Prepares INTERVAL: a function that gives the window a time is in. Days begin at midnight of the session's time zone,
 * months and years on their first day.
 *
 * @throws SqlError where windows would slide
 */
export function windowsOf(
  { width, sliding }: IntervalClause,
  precision: Precision,
  timeZone: string,
): (ticks: bigint) => TimeWindow {
  if (sliding !== undefined && sliding !== width) {
    throw sqlErrors.notSupported();
  }
  const months = /^(\d+)([ny])$/i.exec(width);
  if (months) {
    const count = Number(months[1]) * (/y/i.test(months[2]) ? 12 : 1);
    return ticks => calendarWindow(ticks, count, precision);
  }
  const span = durationTicks(width, precision);
  if (!span) {
    throw new SqlError(0x2615, 'Interval cannot be less than 1 us');
  }
  const perMs = ticksPerSecond(precision) / 1000n;
  const isDays = /d$/i.test(width);
  return ticks => {
    const offset = isDays
      ? BigInt(zoneOffsetMs(Number(ticks / perMs), timeZone)) * perMs
      : 0n;
    const local = ticks + offset;
    const rest = ((local % span) + span) % span;
    return { start: ticks - rest, end: ticks - rest + span };
  };
}

function calendarWindow(
  ticks: bigint,
  count: number,
  precision: Precision,
): TimeWindow {
  const perMs = ticksPerSecond(precision) / 1000n;
  const date = new Date(Number(ticks / perMs));
  const month = date.getUTCFullYear() * 12 + date.getUTCMonth();
  const first = month - (month % count);
  const at = (index: number) =>
    BigInt(Date.UTC(Math.floor(index / 12), index % 12)) * perMs;
  return { start: at(first), end: at(first + count) };
}
