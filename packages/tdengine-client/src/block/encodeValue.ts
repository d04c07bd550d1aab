import type { ColumnType, Value } from './ColumnSchema';
import { parseDecimal } from './decimal';
import { TDengineType, typeName } from './TDengineType';
import { encodeUcs4, isWellFormed } from './text';

interface IntegerRange {
  min: bigint;
  max: bigint;
  write(view: DataView, position: number, value: bigint): void;
}

function signed(bits: number, write: IntegerRange['write']): IntegerRange {
  const limit = 1n << BigInt(bits - 1);
  return { min: -limit, max: limit - 1n, write };
}

function unsigned(bits: number, write: IntegerRange['write']): IntegerRange {
  return { min: 0n, max: (1n << BigInt(bits)) - 1n, write };
}

const bigInt64 = signed(64, (view, position, value) =>
  view.setBigInt64(position, value, true),
);

const INTEGERS: ReadonlyMap<TDengineType, IntegerRange> = new Map<
  TDengineType,
  IntegerRange
>([
  [TDengineType.TINYINT, signed(8, (v, p, x) => v.setInt8(p, Number(x)))],
  [
    TDengineType.SMALLINT,
    signed(16, (v, p, x) => v.setInt16(p, Number(x), true)),
  ],
  [TDengineType.INT, signed(32, (v, p, x) => v.setInt32(p, Number(x), true))],
  [TDengineType.BIGINT, bigInt64],
  [TDengineType.TIMESTAMP, bigInt64],
  [TDengineType.UTINYINT, unsigned(8, (v, p, x) => v.setUint8(p, Number(x)))],
  [
    TDengineType.USMALLINT,
    unsigned(16, (v, p, x) => v.setUint16(p, Number(x), true)),
  ],
  [
    TDengineType.UINT,
    unsigned(32, (v, p, x) => v.setUint32(p, Number(x), true)),
  ],
  [TDengineType.UBIGINT, unsigned(64, (v, p, x) => v.setBigUint64(p, x, true))],
]);

/**
 * Writes a value of a type with a fixed size.
 *
 * @throws RangeError that says why the value does not fit the type
 * @internal
 */
export function writeFixedValue(
  view: DataView,
  position: number,
  column: ColumnType,
  value: Exclude<Value, undefined>,
): void {
  const { type } = column;
  const range = INTEGERS.get(type);
  if (range) {
    range.write(view, position, toInteger(type, value, range));
  } else if (type === TDengineType.BOOL) {
    if (typeof value !== 'boolean') {
      throw mismatch(type, value, 'a boolean');
    }
    view.setUint8(position, value ? 1 : 0);
  } else if (type === TDengineType.FLOAT || type === TDengineType.DOUBLE) {
    if (typeof value !== 'number') {
      throw mismatch(type, value, 'a number');
    }
    if (type === TDengineType.FLOAT) {
      view.setFloat32(position, value, true);
    } else {
      view.setFloat64(position, value, true);
    }
  } else {
    writeDecimal(view, position, column, value);
  }
}

/**
 * The bytes of a value of a type with variable length, without the length prefix.
 *
 * @throws RangeError that says why the value does not fit the type
 * @internal
 */
export function variableValueBytes(
  type: TDengineType,
  value: Exclude<Value, undefined>,
): Uint8Array {
  if (value instanceof Uint8Array) {
    if (type === TDengineType.NCHAR && value.length % 4 !== 0) {
      throw new RangeError(
        `NCHAR of ${value.length} bytes, not a multiple of 4`,
      );
    }
    return value;
  }
  const isText =
    type === TDengineType.VARCHAR ||
    type === TDengineType.NCHAR ||
    type === TDengineType.JSON;
  if (typeof value !== 'string' || !isText) {
    throw mismatch(type, value, isText ? 'a string or bytes' : 'bytes');
  }
  if (!isWellFormed(value)) {
    throw new RangeError(`${typeName(type)} text with a lone surrogate`);
  }
  return type === TDengineType.NCHAR
    ? encodeUcs4(value)
    : Buffer.from(value, 'utf8');
}

function toInteger(
  type: TDengineType,
  value: Exclude<Value, undefined>,
  { min, max }: IntegerRange,
): bigint {
  if (typeof value !== 'bigint' && !Number.isSafeInteger(value)) {
    throw mismatch(type, value, 'an integer');
  }
  const integer = BigInt(value as number | bigint);
  if (integer < min || integer > max) {
    throw new RangeError(`${integer} is outside ${typeName(type)}`);
  }
  return integer;
}

function writeDecimal(
  view: DataView,
  position: number,
  { type, precision = 0, scale = 0 }: ColumnType,
  value: Exclude<Value, undefined>,
): void {
  if (typeof value !== 'string') {
    throw mismatch(type, value, 'decimal text');
  }
  const unscaled = parseDecimal(value, precision, scale);
  if (typeof unscaled === 'string') {
    throw new RangeError(unscaled);
  }
  if (type === TDengineType.DECIMAL64) {
    view.setBigInt64(position, unscaled, true);
  } else {
    view.setBigUint64(position, BigInt.asUintN(64, unscaled), true);
    view.setBigInt64(position + 8, BigInt.asIntN(64, unscaled >> 64n), true);
  }
}

function mismatch(
  type: TDengineType,
  value: Exclude<Value, undefined>,
  expected: string,
): RangeError {
  const actual =
    value instanceof Uint8Array ? 'bytes' : `${typeof value} ${value}`;
  return new RangeError(
    `${typeName(type)} takes ${expected}, not ${actual.slice(0, 100)}`,
  );
}
