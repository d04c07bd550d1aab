import type { KeepClear } from './clock/KeepClear';
import type { RunTimes } from './RunTimes';

const MINUTE = 60_000;

/**
 * Moves what is planned in hours to keep clear of to their end, where several become one. It is moved and not dropped, because a
 * daily backup whose hour is blocked would otherwise never run, and nobody would see it.
 * @internal
 */
export class ClearRunTimes implements RunTimes {
  static create(times: RunTimes, keepClear: KeepClear): ClearRunTimes {
    return new ClearRunTimes(times, keepClear);
  }

  private constructor(
    private readonly times: RunTimes,
    private readonly keepClear: KeepClear,
  ) {}

  next(after: number): number | undefined {
    // Only within such hours, or in the minute after them, can an earlier time have been moved to a later one.
    const inside =
      this.keepClear.isBlocked(after) ||
      this.keepClear.isBlocked(after - MINUTE);
    const earlier = inside ? this.times.previous(after + 1) : undefined;
    const moved = earlier === undefined ? undefined : this.move(earlier);
    if (moved !== undefined && moved > after) {
      return moved;
    }
    const later = this.times.next(after);
    return later === undefined ? undefined : this.move(later);
  }

  previous(before: number): number | undefined {
    let time = this.times.previous(before);
    while (time !== undefined) {
      const moved = this.move(time);
      if (moved < before) {
        return moved;
      }
      // It waits for an end that is still to come; what was planned before it may have waited for an earlier one.
      time = this.times.previous(time);
    }
    return undefined;
  }

  private move(time: number): number {
    if (!this.keepClear.isBlocked(time)) {
      return time;
    }
    // With the seconds kept, so that it falls together with a run of the rule at that minute.
    const seconds = ((time % MINUTE) + MINUTE) % MINUTE;
    return this.keepClear.nextChange(time) + seconds;
  }
}
