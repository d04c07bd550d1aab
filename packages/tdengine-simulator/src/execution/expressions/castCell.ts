import { TDengineType, type Precision } from 'tdengine-client';
import { SqlError } from '../../SqlError';
import type { Cell } from '../../types/Cell';
import {
  isDecimal,
  isInteger,
  isNumeric,
  lengthOf,
  type DataType,
} from '../../types/DataType';
import {
  fitsDecimal,
  formatDecimal,
  parseDecimal,
  rescale,
} from '../../types/decimals';
import { parseTime } from '../../types/timestamps';
import { sqlErrors } from '../../SqlError';

const INTEGER_BITS: Partial<Record<TDengineType, number>> = {
  [TDengineType.TINYINT]: 8,
  [TDengineType.UTINYINT]: 8,
  [TDengineType.SMALLINT]: 16,
  [TDengineType.USMALLINT]: 16,
  [TDengineType.INT]: 32,
  [TDengineType.UINT]: 32,
  [TDengineType.BIGINT]: 64,
  [TDengineType.UBIGINT]: 64,
};

const UNSIGNED = new Set<TDengineType>([
  TDengineType.UTINYINT,
  TDengineType.USMALLINT,
  TDengineType.UINT,
  TDengineType.UBIGINT,
]);

/** Text of a value, as CAST to VARCHAR gives it. */
export function cellToText(
  cell: Exclude<Cell, undefined>,
  type: DataType,
): string {
  if (cell instanceof Uint8Array) {
    return Buffer.from(cell).toString('utf8');
  }
  if (typeof cell === 'bigint' && isDecimal(type)) {
    return formatDecimal(cell, type.scale ?? 0);
  }
  return String(cell);
}

/** Number of a value, for arithmetic and comparisons; NaN where it has none. */
export function cellToNumber(
  cell: Exclude<Cell, undefined>,
  type: DataType,
): number {
  if (typeof cell === 'bigint' && isDecimal(type)) {
    return Number(formatDecimal(cell, type.scale ?? 0));
  }
  return cell instanceof Uint8Array ? NaN : Number(cell);
}

/**
 * Converts a value to another type the way CAST does: numbers wrap around, text is read as far as it goes and cut to the
 * length of the type.
 */
export function castCell(
  cell: Cell,
  from: DataType,
  to: DataType,
  context: { precision: Precision; timeZone: string },
): Cell {
  if (cell === undefined) {
    return undefined;
  }
  switch (to.type) {
    case TDengineType.BOOL:
      return typeof cell === 'string'
        ? cell.toLowerCase() === 'true' || parseFloat(cell) !== 0
        : cellToNumber(cell, from) !== 0;
    case TDengineType.FLOAT:
      return Math.fround(leadingNumber(cell, from));
    case TDengineType.DOUBLE:
      return leadingNumber(cell, from);
    case TDengineType.TIMESTAMP:
      return typeof cell === 'string'
        ? requireTime(cell, context)
        : leadingInteger(cell, from);
    case TDengineType.VARCHAR:
      return cutBytes(cellToText(cell, from), lengthOf(to));
    case TDengineType.NCHAR:
      return Array.from(cellToText(cell, from)).slice(0, lengthOf(to)).join('');
    case TDengineType.VARBINARY:
      return cell instanceof Uint8Array
        ? cell.slice(0, lengthOf(to))
        : Buffer.from(cellToText(cell, from)).subarray(0, lengthOf(to));
    case TDengineType.DECIMAL:
    case TDengineType.DECIMAL64:
      return castDecimal(cell, from, to);
    default:
  }
  if (isInteger(to)) {
    return wrap(leadingInteger(cell, from), to);
  }
  throw new SqlError(0x2600, 'Invalid parameter data type : cast');
}

function castDecimal(
  cell: Exclude<Cell, undefined>,
  from: DataType,
  to: DataType,
): bigint {
  const scale = to.scale ?? 0;
  const unscaled =
    typeof cell === 'bigint' && isDecimal(from)
      ? rescale(cell, from.scale ?? 0, scale)
      : parseDecimal(cellToText(cell, from), scale);
  if (unscaled === undefined || !fitsDecimal(unscaled, to.precision ?? 0)) {
    throw sqlErrors.decimalOverflow();
  }
  return unscaled;
}

function leadingNumber(cell: Exclude<Cell, undefined>, from: DataType): number {
  return typeof cell === 'string'
    ? parseFloat(cell) || 0
    : cellToNumber(cell, from);
}

function leadingInteger(
  cell: Exclude<Cell, undefined>,
  from: DataType,
): bigint {
  if (typeof cell === 'bigint' && !isDecimal(from)) {
    return cell;
  }
  if (typeof cell === 'string') {
    return BigInt(/^\s*[+-]?\d+/.exec(cell)?.[0].trim() ?? 0);
  }
  const value = Math.trunc(cellToNumber(cell, from));
  return Number.isFinite(value) ? BigInt(value) : 0n;
}

function wrap(value: bigint, to: DataType): number | bigint {
  const bits = INTEGER_BITS[to.type]!;
  const wrapped = UNSIGNED.has(to.type)
    ? BigInt.asUintN(bits, value)
    : BigInt.asIntN(bits, value);
  return bits === 64 ? wrapped : Number(wrapped);
}

function requireTime(
  text: string,
  context: { precision: Precision; timeZone: string },
): bigint {
  const ticks = parseTime(text, context.precision, context.timeZone);
  if (ticks === undefined) {
    throw new SqlError(0x0127, 'Invalid timestamp format');
  }
  return ticks;
}

/** Cuts text to a number of UTF-8 bytes without splitting a character. */
function cutBytes(text: string, length: number): string {
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.length <= length) {
    return text;
  }
  let end = length;
  while (end > 0 && (bytes[end] & 0xc0) === 0x80) {
    end--;
  }
  return bytes.toString('utf8', 0, end);
}

/** Type CAST may not convert to. */
export function isCastable(to: DataType): boolean {
  return (
    isNumeric(to) ||
    [
      TDengineType.BOOL,
      TDengineType.TIMESTAMP,
      TDengineType.VARCHAR,
      TDengineType.NCHAR,
      TDengineType.VARBINARY,
    ].some(type => type === to.type)
  );
}
