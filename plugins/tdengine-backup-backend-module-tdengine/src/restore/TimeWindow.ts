import { InputError } from '@backstage/errors';
import { Precision } from 'tdengine-client';

const FRACTION_DIGITS: Readonly<Record<Precision, number>> = {
  ms: 3,
  us: 6,
  ns: 9,
};

/**
 * Units of a precision in a millisecond.
 *
 * @internal
 */
export function unitsPerMillisecond(precision: Precision): bigint {
  return 10n ** BigInt(FRACTION_DIGITS[precision] - 3);
}

/**
 * An ISO 8601 instant as a timestamp of a precision. Digits beyond the precision count as later: rows from that instant
 * on, or before it, are the same ones.
 *
 * @throws InputError naming the field
 * @internal
 */
export function parseInstant(
  text: string,
  precision: Precision,
  field: string,
): bigint {
  const match =
    /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?)(?:[.,](\d+))?(Z|[+-]\d{2}:?\d{2})$/i.exec(
      text,
    );
  const milliseconds = match ? Date.parse(`${match[1]}${match[3]}`) : NaN;
  if (!match || Number.isNaN(milliseconds)) {
    throw new InputError(
      `${field}: '${text}' is not an instant such as 2025-01-31T13:00:00Z, with its time zone`,
    );
  }
  const digits = FRACTION_DIGITS[precision];
  const fraction = match[2] ?? '';
  const whole = BigInt(fraction.slice(0, digits).padEnd(digits, '0') || '0');
  const beyond = /[1-9]/.test(fraction.slice(digits)) ? 1n : 0n;
  return BigInt(milliseconds) * unitsPerMillisecond(precision) + whole + beyond;
}

/**
 * A half-open window of timestamps.
 *
 * @internal
 */
export class TimeWindow {
  readonly from: bigint | undefined;
  readonly to: bigint | undefined;

  private constructor(from: bigint | undefined, to: bigint | undefined) {
    this.from = from;
    this.to = to;
  }

  static create(window: { from?: string; to?: string }): TimeWindow {
    return new TimeWindow(
      window.from === undefined ? undefined : BigInt(window.from),
      window.to === undefined ? undefined : BigInt(window.to),
    );
  }

  /** Whether all timestamps are inside. */
  get isOpen(): boolean {
    return this.from === undefined && this.to === undefined;
  }

  contains(timestamp: bigint): boolean {
    return (
      (this.from === undefined || timestamp >= this.from) &&
      (this.to === undefined || timestamp < this.to)
    );
  }

  /** Whether any timestamp from a first to a last one can be inside. */
  overlaps(first: bigint, last: bigint): boolean {
    return (
      (this.from === undefined || last >= this.from) &&
      (this.to === undefined || first < this.to)
    );
  }
}
