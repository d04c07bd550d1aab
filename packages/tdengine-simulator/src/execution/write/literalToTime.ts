import type { InsertValue } from '../../sql/literal';
import {
  durationTicks,
  nowTicks,
  parseTime,
  ticksPerDay,
} from '../../types/timestamps';
import { refuseLiteral, type LiteralTarget } from './literalToCell';

/** A time in ticks: a number, a quoted time, or `now` with durations added and taken away. */
export function literalToTime(
  value: InsertValue,
  target: LiteralTarget,
): bigint {
  switch (value.kind) {
    case 'integer':
      return BigInt(value.text);
    case 'string': {
      const ticks = /^[+-]?\d+$/.test(value.text)
        ? BigInt(value.text)
        : parseTime(value.text, target.precision, target.timeZone);
      if (ticks === undefined) {
        throw refuseLiteral(value, target, 'invalid timestamp');
      }
      return ticks;
    }
    case 'time':
      return shiftedTime(value.text, target);
    default:
      throw refuseLiteral(value, target, 'invalid timestamp');
  }
}

function shiftedTime(text: string, target: LiteralTarget): bigint {
  const { precision } = target;
  const [base, ...shifts] = text.split(/(?=[+-])/);
  let ticks = baseTime(base.trim().toLowerCase(), target);
  for (const shift of shifts) {
    const span = durationTicks(shift.slice(1).trim(), precision) ?? 0n;
    ticks += shift.startsWith('-') ? -span : span;
  }
  return ticks;
}

function baseTime(base: string, { precision }: LiteralTarget): bigint {
  if (/^\d+$/.test(base)) {
    return BigInt(base);
  }
  const now = nowTicks(precision);
  return base.startsWith('today') ? now - (now % ticksPerDay(precision)) : now;
}
