import { ZoneClock } from '../clock/ZoneClock';
import type { RunTimes } from '../RunTimes';
import { CronRule, isEveryHours } from './CronRule';
import { WallTimes } from './WallTimes';

const MINUTE = 60_000;

/**
 * The times of a cron rule in a zone. When the clocks change:
 *
 * - A rule about certain hours runs once. In a doubled hour that is the first time; what is skipped runs in the first minute after the
 *   gap, all of it together.
 * - A rule about every hour, or every few, goes by elapsed time: it runs in both of the doubled hours, and what is skipped runs
 *   when it would have, had the clocks not been moved. For every single hour that is a time of the rule anyway.
 * @internal
 */
export class CronRunTimes implements RunTimes {
  static create(rule: CronRule, clock: ZoneClock): CronRunTimes {
    return new CronRunTimes(WallTimes.create(rule), isEveryHours(rule), clock);
  }

  private constructor(
    private readonly wallTimes: WallTimes,
    private readonly everyHours: boolean,
    private readonly clock: ZoneClock,
  ) {}

  next(after: number): number | undefined {
    const { smallest } = this.clock.offsetsAround(after);
    let best: number | undefined;
    // No run comes later than its time on the wall less the smaller offset: begin there.
    let wall = this.wallTimes.next(after + smallest);
    while (wall !== undefined) {
      for (const instant of this.instantsOf(wall)) {
        if (instant > after && (best === undefined || instant < best)) {
          best = instant;
        }
      }
      if (best !== undefined && this.isEarliest(best, wall)) {
        return best;
      }
      wall = this.wallTimes.next(wall);
    }
    return best;
  }

  previous(before: number): number | undefined {
    const { largest } = this.clock.offsetsAround(before);
    let best: number | undefined;
    let wall = this.wallTimes.previous(before + largest);
    while (wall !== undefined) {
      for (const instant of this.instantsOf(wall)) {
        if (instant < before && (best === undefined || instant > best)) {
          best = instant;
        }
      }
      if (best !== undefined && this.isLatest(best, wall)) {
        return best;
      }
      wall = this.wallTimes.previous(wall);
    }
    return best;
  }

  /** Whether no later time on the wall can be an earlier instant. */
  private isEarliest(best: number, wall: number): boolean {
    return wall - this.clock.offsetsAround(wall).largest >= best;
  }

  /** Whether no earlier time on the wall can be a later instant. */
  private isLatest(best: number, wall: number): boolean {
    return wall - this.clock.offsetsAround(wall).smallest <= best;
  }

  private instantsOf(wall: number): number[] {
    const moment = this.clock.resolve(wall);
    if ('instants' in moment) {
      return this.everyHours ? moment.instants : [moment.instants[0]];
    }
    // With the second of the rule, so that the runs of one rule never lie seconds apart.
    return [this.everyHours ? moment.shifted : moment.gapEnd + (wall % MINUTE)];
  }
}
