import { CalendarBuckets } from './CalendarBuckets';
import { RatedBackup } from './rateBackups';
import {
  CALENDAR_RULES,
  RetentionCalendarRule,
  RetentionRules,
} from './RetentionRules';

const DAY = 24 * 60 * 60 * 1000;

/**
 * By what, and at what moment.
 * @internal
 */
export interface RetentionTerms {
  rules: RetentionRules;
  /** At least 1. */
  floor: number;
  now: number;
  calendar: CalendarBuckets;
}

/**
 * A calendar rule that holds a backup, and in which place.
 * @internal
 */
export interface BucketHold {
  code: RetentionCalendarRule;
  bucket: string;
  position: number;
  count: number;
}

/**
 * Where a backup stands among those that are judged with it.
 * @internal
 */
export interface Place {
  /** 1 is the newest. */
  position: number;
  buckets: BucketHold[];
  /**
   * Until when it stays by rules and floor, in milliseconds since 1970: for ever (`Infinity`), or no longer where that is not
   * after now.
   */
  until: number;
}

/**
 * Places backups by floor and rules alone, as if all of them were good and each stood for itself. They come newest first.
 *
 * Every rule that keeps walks through all of them by itself, and takes the newest of each bucket until it has as many
 * buckets as it asks for. Buckets are remembered rather than compared with the one before, because where clocks
 * go back over midnight the same day comes twice.
 * @internal
 */
export function judgeByRules(
  ordered: readonly RatedBackup[],
  { rules, floor, calendar }: RetentionTerms,
): Map<RatedBackup, Place> {
  const alwaysKept = Math.max(floor, rules.keepLast ?? 0);
  const calendarRules = CALENDAR_RULES.flatMap(code => {
    const count = rules[code];
    return count === undefined
      ? []
      : [{ code, count, seen: new Set<string>() }];
  });

  const places = new Map<RatedBackup, Place>();
  for (const rated of ordered) {
    const position = places.size + 1;
    const buckets: BucketHold[] = [];
    for (const { code, count, seen } of calendarRules) {
      const bucket =
        seen.size < count ? calendar.of(rated.time)[code] : undefined;
      if (bucket !== undefined && !seen.has(bucket)) {
        seen.add(bucket);
        buckets.push({ code, bucket, position: seen.size, count });
      }
    }
    const isHeld = position <= alwaysKept || buckets.length > 0;
    places.set(rated, {
      position,
      buckets,
      until: isHeld ? Infinity : untilByLimits(rated.time, position, rules),
    });
  }
  return places;
}

/** By the rules that let go. Without any of them everything goes that no other rule holds. */
function untilByLimits(
  time: number,
  position: number,
  { days, count }: RetentionRules,
): number {
  if (days === undefined && count === undefined) {
    return -Infinity;
  }
  if (count !== undefined && position > count) {
    return -Infinity;
  }
  return untilByDays(time, days);
}

/** @internal */
export function untilByDays(time: number, days: number | undefined): number {
  return days === undefined ? Infinity : time + days * DAY;
}
