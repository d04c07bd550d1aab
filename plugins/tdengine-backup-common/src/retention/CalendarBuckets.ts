import { DateTime } from 'luxon';
import { ZoneClock } from '../schedule/clock/ZoneClock';
import { RetentionCalendarRule } from './RetentionRules';

/**
 * The hour, day, ISO week, month and year of a moment in one time zone.
 * @internal
 */
export class CalendarBuckets {
  readonly #clock: ZoneClock;
  readonly #known = new Map<number, Record<RetentionCalendarRule, string>>();

  static create(timeZone: string): CalendarBuckets {
    return new CalendarBuckets(ZoneClock.create(timeZone));
  }

  private constructor(clock: ZoneClock) {
    this.#clock = clock;
  }

  of(time: number): Record<RetentionCalendarRule, string> {
    const known = this.#known.get(time);
    if (known) {
      return known;
    }
    const local = DateTime.fromMillis(this.#clock.wall(time), { zone: 'utc' });
    const day = local.toISODate()!;
    const hour = pad(local.hour, 2);
    const buckets = {
      // With its offset, the hour that a clock shows twice in autumn is two hours.
      keepHourly: `${day}T${hour}${writeOffset(this.#clock.offset(time))}`,
      keepDaily: day,
      keepWeekly: `${pad(local.weekYear, 4)}-W${pad(local.weekNumber, 2)}`,
      keepMonthly: day.slice(0, -3),
      keepYearly: day.slice(0, -6),
    };
    this.#known.set(time, buckets);
    return buckets;
  }
}

function pad(value: number, digits: number): string {
  return String(value).padStart(digits, '0');
}

function writeOffset(milliseconds: number): string {
  const minutes = Math.floor(Math.abs(milliseconds) / 60_000);
  const hours = pad(Math.floor(minutes / 60), 2);
  return `${milliseconds < 0 ? '-' : '+'}${hours}:${pad(minutes % 60, 2)}`;
}
