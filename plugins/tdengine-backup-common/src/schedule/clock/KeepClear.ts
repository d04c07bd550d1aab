import { InputError } from '@backstage/errors';
import type { BlackoutHours } from '../Schedule';
import { ZoneClock } from './ZoneClock';

const MINUTE = 60_000;
const MINUTES_A_DAY = 1440;

/**
 * Which minutes of a day are kept clear. Ends before their beginning pass midnight.
 * @internal
 */
export function blockedMinutes(blackout: BlackoutHours[]): boolean[] {
  const blocked = new Array<boolean>(MINUTES_A_DAY).fill(false);
  for (const { from, to } of blackout) {
    const end = minuteOfDay(to);
    for (
      let minute = minuteOfDay(from);
      minute !== end;
      minute = (minute + 1) % MINUTES_A_DAY
    ) {
      blocked[minute] = true;
    }
  }
  return blocked;
}

function minuteOfDay(time: string): number {
  const [hours, minutes] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

/**
 * The hours to keep clear of as stretches of the time line. They begin and end where the clock on the wall says so, and also
 * where the clocks jump into or out of them.
 * @internal
 */
export class KeepClear {
  static create(
    blackout: BlackoutHours[] | undefined,
    clock: ZoneClock,
  ): KeepClear | undefined {
    const blocked = blockedMinutes(blackout ?? []);
    if (blocked.every(minute => minute)) {
      throw new InputError('The hours to keep clear of leave no hour of a day');
    }
    return blocked.some(minute => minute)
      ? new KeepClear(blocked, clock)
      : undefined;
  }

  private constructor(
    private readonly blocked: boolean[],
    private readonly clock: ZoneClock,
  ) {}

  isBlocked(instant: number): boolean {
    return this.blocked[minuteAt(this.clock.wall(instant))];
  }

  /** The first instant after this one at which it begins or ends to be blocked. */
  nextChange(instant: number): number {
    const state = this.isBlocked(instant);
    let from = instant;
    for (;;) {
      const wall = this.clock.wall(from);
      const minute = minuteAt(wall);
      let steps = 1;
      while (this.blocked[(minute + steps) % MINUTES_A_DAY] === state) {
        steps += 1;
      }
      const next = from - remainder(wall, MINUTE) + steps * MINUTE;
      const jump = this.clock.changeAround(from);
      if (jump === undefined || jump <= from || jump > next) {
        return next;
      }
      if (this.isBlocked(jump) !== state) {
        return jump;
      }
      from = jump;
    }
  }
}

function minuteAt(wall: number): number {
  return Math.floor(remainder(wall, MINUTES_A_DAY * MINUTE) / MINUTE);
}

function remainder(value: number, of: number): number {
  return ((value % of) + of) % of;
}
