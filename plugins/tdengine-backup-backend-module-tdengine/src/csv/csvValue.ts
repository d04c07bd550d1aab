import { ColumnSchema, TDengineType, Value } from 'tdengine-client';

/** What marks bytes: `\x` and hexadecimal digits follow. */
const BYTES_MARK = '\\x';
/** In characters. */
const LONGEST_NUMBER = 100;

/** What csv-stringify writes without quotes; strings get them where needed. */
export type CsvField = string | number | bigint | boolean | undefined;

/**
 * A value as a field of CSV.
 *
 * @remarks
 *
 * NULL is nothing at all, an empty text is `""`. Binary values are `\x` and hexadecimal digits, and so is text that is
 * not valid Unicode or that itself begins with `\x`. Timestamps are integers of the database's precision. Floating point
 * numbers are the shortest text that gives the same number, NaN, Infinity, -Infinity and -0 included.
 *
 * @internal
 */
export function toCsvField(type: TDengineType, value: Value): CsvField {
  if (value instanceof Uint8Array) {
    return `${BYTES_MARK}${Buffer.from(value).toString('hex')}`;
  }
  if (typeof value === 'string') {
    return value.startsWith(BYTES_MARK)
      ? `${BYTES_MARK}${encodeText(type, value).toString('hex')}`
      : value;
  }
  if (typeof value === 'number') {
    if (Object.is(value, -0)) {
      return '-0';
    }
    return type === TDengineType.FLOAT ? shortestFloat(value) : value;
  }
  return value;
}

/**
 * Reads what {@link toCsvField} wrote.
 *
 * @param text - `undefined` for a field without quotes and without anything in it
 * @throws TypeError for text that is not of the column's type
 * @internal
 */
export function fromCsvField(
  column: ColumnSchema,
  text: string | undefined,
): Value {
  if (text === undefined) {
    return undefined;
  }
  switch (column.type) {
    case TDengineType.BOOL:
      return expect(column, text, /^(true|false)$/) === 'true';
    case TDengineType.BIGINT:
    case TDengineType.UBIGINT:
    case TDengineType.TIMESTAMP:
      return BigInt(expect(column, text, /^-?\d+$/));
    case TDengineType.FLOAT:
    case TDengineType.DOUBLE:
      return Number(
        expect(column, text, /^(NaN|-?Infinity|-?[\d.]+(e[+-]?\d+)?)$/),
      );
    case TDengineType.DECIMAL:
    case TDengineType.DECIMAL64:
      return expect(column, text, /^-?\d+(\.\d+)?$/);
    case TDengineType.VARCHAR:
    case TDengineType.NCHAR:
    case TDengineType.JSON:
      return text.startsWith(BYTES_MARK) ? bytesOf(column, text) : text;
    case TDengineType.VARBINARY:
    case TDengineType.BLOB:
    case TDengineType.GEOMETRY:
      return bytesOf(column, text);
    default:
      return Number(expect(column, text, /^-?\d+$/));
  }
}

/** The bytes as they are in a block: UCS-4 for NCHAR. */
function encodeText(type: TDengineType, text: string): Buffer {
  if (type !== TDengineType.NCHAR) {
    return Buffer.from(text, 'utf8');
  }
  const codePoints = Array.from(text, character => character.codePointAt(0)!);
  const bytes = Buffer.alloc(codePoints.length * 4);
  codePoints.forEach((codePoint, index) =>
    bytes.writeUInt32LE(codePoint, index * 4),
  );
  return bytes;
}

function bytesOf(column: ColumnSchema, text: string): Uint8Array {
  const bytes = Buffer.from(text.slice(BYTES_MARK.length), 'hex');
  // A regular expression has no room for the pairs of digits of a BLOB. What is no digit ends the bytes.
  if (BYTES_MARK + bytes.toString('hex') !== text) {
    throw noValue(column, text);
  }
  return bytes;
}

/** The least digits that give the same 32-bit number: 0.1, not 0.10000000149011612. */
function shortestFloat(value: number): number {
  for (let digits = 6; digits < 9; digits++) {
    const candidate = Number(value.toPrecision(digits));
    if (Math.fround(candidate) === value) {
      return candidate;
    }
  }
  return Number.isFinite(value) ? Number(value.toPrecision(9)) : value;
}

function expect(column: ColumnSchema, text: string, form: RegExp): string {
  if (text.length > LONGEST_NUMBER || !form.test(text)) {
    throw noValue(column, text);
  }
  return text;
}

function noValue(column: ColumnSchema, text: string): TypeError {
  return new TypeError(
    `'${text.slice(0, 100)}' is not a value of column '${column.name}'`,
  );
}
