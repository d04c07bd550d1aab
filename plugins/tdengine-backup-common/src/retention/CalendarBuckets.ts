import { DateTime, IANAZone } from 'luxon';
import { RetentionCalendarRule } from './RetentionRules';

/**
 * The hour, day, ISO week, month and year of a moment in one time zone.
 * @internal
 */
export class CalendarBuckets {
  readonly #zone: IANAZone;
  readonly #known = new Map<number, Record<RetentionCalendarRule, string>>();

  static create(timeZone: string): CalendarBuckets {
    return new CalendarBuckets(IANAZone.create(timeZone));
  }

  private constructor(zone: IANAZone) {
    this.#zone = zone;
  }

  of(time: number): Record<RetentionCalendarRule, string> {
    const known = this.#known.get(time);
    if (known) {
      return known;
    }
    const local = DateTime.fromMillis(time, { zone: this.#zone });
    const year = pad(local.year, 4);
    const month = `${year}-${pad(local.month, 2)}`;
    const day = `${month}-${pad(local.day, 2)}`;
    const buckets = {
      // With its offset, the hour that a clock shows twice in autumn is two hours.
      keepHourly: `${day}T${pad(local.hour, 2)}${offset(local.offset)}`,
      keepDaily: day,
      keepWeekly: `${pad(local.weekYear, 4)}-W${pad(local.weekNumber, 2)}`,
      keepMonthly: month,
      keepYearly: year,
    };
    this.#known.set(time, buckets);
    return buckets;
  }
}

function pad(value: number, digits: number): string {
  return String(value).padStart(digits, '0');
}

function offset(minutes: number): string {
  const size = Math.abs(minutes);
  const hours = pad(Math.floor(size / 60), 2);
  return `${minutes < 0 ? '-' : '+'}${hours}:${pad(Math.floor(size % 60), 2)}`;
}
