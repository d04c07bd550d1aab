import { TDengineType, type Precision } from 'tdengine-client';
import { SqlError, sqlErrors } from '../../SqlError';
import type { InsertValue } from '../../sql/literal';
import type { Cell } from '../../types/Cell';
import { lengthOf, type DataType } from '../../types/DataType';
import { fitsDecimal, parseDecimal } from '../../types/decimals';
import { wktToWkb } from '../../types/wktToWkb';
import { hexBytes } from '../../types/varbinary';
import { parseJsonTag } from './jsonTag';
import { literalToTime } from './literalToTime';

/** What a literal is converted for. */
export interface LiteralTarget {
  name: string;
  type: DataType;
  precision: Precision;
  timeZone: string;
  /** The whole statement: refusals quote it from the value on. */
  sql: string;
}

const INTEGER_RANGES: Partial<
  Record<TDengineType, [name: string, least: bigint, greatest: bigint]>
> = {
  [TDengineType.TINYINT]: ['tinyint', -0x80n, 0x7fn],
  [TDengineType.SMALLINT]: ['smallint', -0x8000n, 0x7fffn],
  [TDengineType.INT]: ['int', -0x8000_0000n, 0x7fff_ffffn],
  [TDengineType.BIGINT]: ['bigint', -(1n << 63n), (1n << 63n) - 1n],
  [TDengineType.UTINYINT]: ['unsigned tinyint', 0n, 0xffn],
  [TDengineType.USMALLINT]: ['unsigned smallint', 0n, 0xffffn],
  [TDengineType.UINT]: ['unsigned int', 0n, 0xffff_ffffn],
  [TDengineType.UBIGINT]: ['unsigned bigint', 0n, (1n << 64n) - 1n],
};

const LARGEST_FLOAT = 3.402_823_466_385_288_6e38;

/**
 * Converts a value of INSERT, TAGS or SET TAG to the type of its column.
 *
 * @throws SqlError in the words of the server where it does not fit
 */
export function literalToCell(value: InsertValue, target: LiteralTarget): Cell {
  if (value.kind === 'null') {
    return undefined;
  }
  const { type } = target;
  switch (type.type) {
    case TDengineType.TIMESTAMP:
      return literalToTime(value, target);
    case TDengineType.BOOL:
      return toBool(value, target);
    case TDengineType.FLOAT:
    case TDengineType.DOUBLE:
      return toFloating(value, target);
    case TDengineType.DECIMAL:
    case TDengineType.DECIMAL64:
      return toDecimal(value, type);
    case TDengineType.VARCHAR:
    case TDengineType.NCHAR:
      return toText(value, target);
    case TDengineType.VARBINARY:
    case TDengineType.BLOB:
      return toBytes(value, target);
    case TDengineType.GEOMETRY:
      return toGeometry(value, target);
    case TDengineType.JSON:
      return parseJsonTag(requireText(value, target));
    default:
      return toInteger(value, target);
  }
}

/** Refusal that quotes the statement from the value on, or a string's content. */
export function refuseLiteral(
  value: InsertValue,
  { sql }: { sql: string },
  why: string,
): SqlError {
  const near = value.kind === 'string' ? value.text : sql.slice(value.start);
  return sqlErrors.insertSyntax(near, why);
}

function toBool(value: InsertValue, target: LiteralTarget): boolean {
  if (/^true$/i.test(value.text) && value.kind !== 'symbol') {
    return true;
  }
  if (/^false$/i.test(value.text) && value.kind !== 'symbol') {
    return false;
  }
  if (value.kind === 'integer' || value.kind === 'float') {
    return Number(value.text) !== 0;
  }
  throw refuseLiteral(
    value,
    target,
    value.kind === 'symbol' ? 'invalid data or symbol' : 'invalid bool data',
  );
}

function toInteger(value: InsertValue, target: LiteralTarget): Cell {
  const [name, least, greatest] = INTEGER_RANGES[target.type.type]!;
  const number = integerOf(value);
  if (number === undefined) {
    throw refuseLiteral(
      value,
      target,
      value.kind === 'symbol'
        ? 'invalid data or symbol'
        : `invalid ${name} data`,
    );
  }
  if (number < least || number > greatest) {
    // 64-bit and negative unsigned values fail while they are read, the others when they are looked at.
    const isUnreadable = /bigint/.test(name) || (number < 0n && least === 0n);
    throw refuseLiteral(
      value,
      target,
      isUnreadable ? `invalid ${name} data` : `${name} data overflow`,
    );
  }
  return target.type.bytes === 8 ? number : Number(number);
}

/** Fractions are rounded, numbers in quotes are read as far as no space is around them; `undefined` for anything else. */
function integerOf({ kind, text }: InsertValue): bigint | undefined {
  if (kind !== 'integer' && kind !== 'float' && kind !== 'string') {
    return undefined;
  }
  if (/^(?:[+-]?\d+|0x[\da-f]+|0b[01]+)$/i.test(text)) {
    return BigInt(text.replace(/^\+/, ''));
  }
  return /\s/.test(text) ? undefined : parseDecimal(text, 0);
}

function toFloating(value: InsertValue, target: LiteralTarget): number {
  const isFloat = target.type.type === TDengineType.FLOAT;
  const name = isFloat ? 'float' : 'double';
  if (value.kind === 'symbol' || value.kind === 'time') {
    throw refuseLiteral(value, target, 'invalid data or symbol');
  }
  const number = value.text.trim() === '' ? NaN : Number(value.text);
  const limit = isFloat ? LARGEST_FLOAT : Number.MAX_VALUE;
  if (Number.isNaN(number) || value.kind === 'bool') {
    throw refuseLiteral(value, target, `illegal ${name} data`);
  }
  if (Math.abs(number) > limit) {
    throw refuseLiteral(value, target, `illegal ${name} data`);
  }
  return isFloat ? Math.fround(number) : number;
}

function toDecimal(value: InsertValue, type: DataType): bigint {
  // Text that is no number is taken as zero, without a complaint.
  const unscaled = parseDecimal(value.text, type.scale ?? 0) ?? 0n;
  if (!fitsDecimal(unscaled, type.precision ?? 0)) {
    throw sqlErrors.decimalOverflow();
  }
  return unscaled;
}

function toText(value: InsertValue, target: LiteralTarget): string {
  const text = requireText(value, target);
  const length =
    target.type.type === TDengineType.NCHAR
      ? Array.from(text).length
      : Buffer.byteLength(text);
  if (length > lengthOf(target.type)) {
    throw sqlErrors.valueTooLong(target.name);
  }
  return text;
}

function toBytes(value: InsertValue, target: LiteralTarget): Buffer {
  const text = requireText(value, target);
  const bytes = text.startsWith('\\x') ? hexBytes(text) : Buffer.from(text);
  if (!bytes) {
    throw sqlErrors.invalidVarbinary(target.name);
  }
  if (bytes.length > lengthOf(target.type)) {
    throw target.type.type === TDengineType.BLOB
      ? new SqlError(0x6303, 'Blob value too long')
      : sqlErrors.valueTooLong(target.name);
  }
  return bytes;
}

function toGeometry(value: InsertValue, target: LiteralTarget): Buffer {
  const wkb = wktToWkb(requireText(value, target));
  if (!wkb) {
    throw refuseLiteral(value, target, 'Invalid function para value');
  }
  if (wkb.length > lengthOf(target.type)) {
    throw sqlErrors.valueTooLong(target.name);
  }
  return wkb;
}

function requireText(value: InsertValue, target: LiteralTarget): string {
  if (value.kind === 'symbol' || value.kind === 'time') {
    throw refuseLiteral(value, target, 'invalid data or symbol');
  }
  return value.text;
}
