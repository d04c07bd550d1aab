import { InputError } from '@backstage/errors';
import { IANAZone } from 'luxon';

/** What a time on the wall is on the time line. All are milliseconds. */
export type WallMoment =
  /** One instant, or the two of a doubled hour, the first one first. */
  | { instants: number[] }
  /** The clocks jumped over it: at `gapEnd`; `shifted` is when it would have been had they not. */
  | { gapEnd: number; shifted: number };

/** Some days in which the clocks change once at most, at `change`. */
interface Span {
  before: number;
  after: number;
  change: number | undefined;
}

const DAY = 86_400_000;
const SPAN = 8 * DAY;
const MARGIN = 2 * DAY;

/**
 * The clock on the wall of a time zone. A time on the wall is a number as well: the milliseconds at which a clock in UTC
 * shows it.
 * @internal
 */
export class ZoneClock {
  static create(timeZone: string): ZoneClock {
    const zone = IANAZone.create(timeZone);
    if (!zone.isValid) {
      throw new InputError(`'${timeZone}' is not a known time zone`);
    }
    return new ZoneClock(zone);
  }

  private readonly spans = new Map<number, Span>();

  private constructor(private readonly zone: IANAZone) {}

  offset(instant: number): number {
    const { before, after, change } = this.spanOf(instant);
    return change === undefined || instant < change ? before : after;
  }

  wall(instant: number): number {
    return instant + this.offset(instant);
  }

  /** The smallest and largest offset in the days around this instant or time on the wall. */
  offsetsAround(time: number): { smallest: number; largest: number } {
    const { before, after } = this.spanOf(time);
    return {
      smallest: Math.min(before, after),
      largest: Math.max(before, after),
    };
  }

  /** When the clocks change in the days around, if they do. */
  changeAround(time: number): number | undefined {
    return this.spanOf(time).change;
  }

  resolve(wall: number): WallMoment {
    const { before, after, change } = this.spanOf(wall);
    if (change === undefined) {
      return { instants: [wall - before] };
    }
    const instants: number[] = [];
    if (wall - before < change) {
      instants.push(wall - before);
    }
    if (wall - after >= change) {
      instants.push(wall - after);
    }
    return instants.length > 0
      ? { instants }
      : { gapEnd: change, shifted: wall - before };
  }

  /**
   * The library is slow to ask - it formats a date - so it is asked at the ends of some days, and in between only where they
   * differ. No zone has changed its clocks twice within twelve days since 2004.
   */
  private spanOf(time: number): Span {
    const index = Math.floor(time / SPAN);
    let span = this.spans.get(index);
    if (span === undefined) {
      const from = index * SPAN - MARGIN;
      const to = (index + 1) * SPAN + MARGIN;
      const [before, after] = [this.ask(from), this.ask(to)];
      const change =
        before === after ? undefined : this.search(from, to, before);
      span = { before, after, change };
      this.spans.set(index, span);
    }
    return span;
  }

  /** The first whole second from which on there is another offset than before. */
  private search(from: number, to: number, before: number): number {
    let same = from / 1000;
    let other = to / 1000;
    while (other - same > 1) {
      const middle = Math.floor((same + other) / 2);
      if (this.ask(middle * 1000) === before) {
        same = middle;
      } else {
        other = middle;
      }
    }
    return other * 1000;
  }

  private ask(instant: number): number {
    return Math.round(this.zone.offset(instant) * 60_000);
  }
}

/**
 * Whether this is the IANA name of a zone that is known here. Offsets such as `+08:00`, which newer engines take as well,
 * are not: they have no daylight saving, and older browsers refuse them.
 * @internal
 */
export function isTimeZone(name: string): boolean {
  return /^[A-Za-z]/.test(name) && IANAZone.isValidZone(name);
}
