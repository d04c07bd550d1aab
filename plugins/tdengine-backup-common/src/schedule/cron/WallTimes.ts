import { Cron } from 'croner';
import type { CronRule } from './CronRule';

// The library is asked in UTC, for the calendar alone. What it does itself when clocks change is sound, but not what is promised
// here (measured with 11.0, with `fixedTimeRule` as it is and as `no-wildcard`, in Europe/Berlin):
// - `0 */2 * * *` loses its run at the skipped 02:00, and three hours pass without one.
// - `*/20 2 * * *` has no run on the day that skips 02:00, and six on the day that has it twice.
// - `30 2,14 * * *` loses the skipped run and repeats the doubled one, unless told `no-wildcard`.

/**
 * The times on the wall that a cron rule names, as if every day had 24 hours.
 * @internal
 */
export class WallTimes {
  static create(rule: CronRule): WallTimes {
    const pattern = [
      rule.second,
      rule.minute,
      rule.hour,
      rule.dayOfMonth,
      rule.month,
      rule.dayOfWeek,
    ]
      .map(field => field.text)
      .join(' ');
    return new WallTimes(new Cron(pattern, { utcOffset: 0, mode: '6-part' }));
  }

  private constructor(private readonly cron: Cron) {}

  /** The first one after this time; none where the rule names no day that there is. */
  next(after: number): number | undefined {
    return this.cron.nextRun(new Date(after))?.getTime();
  }

  previous(before: number): number | undefined {
    return this.cron.previousRuns(1, new Date(before))[0]?.getTime();
  }
}
