import type { RunTimes } from './RunTimes';

const HOUR = 3_600_000;

/**
 * Multiples of some hours from the anchor on, and back from it.
 * @internal
 */
export class IntervalRunTimes implements RunTimes {
  static create(hours: number, anchor: string | undefined): IntervalRunTimes {
    return new IntervalRunTimes(
      hours * HOUR,
      anchor === undefined ? 0 : Date.parse(anchor),
    );
  }

  private constructor(
    private readonly step: number,
    private readonly anchor: number,
  ) {}

  next(after: number): number {
    const steps = Math.floor((after - this.anchor) / this.step) + 1;
    return this.anchor + steps * this.step;
  }

  previous(before: number): number {
    const steps = Math.ceil((before - this.anchor) / this.step) - 1;
    return this.anchor + steps * this.step;
  }
}
