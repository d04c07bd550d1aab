import { ColumnType, Precision, TDengineType } from 'tdengine-client';
import { Encoding, PhysicalType } from '../parquetLayout';
import { bool, i32, i8, struct, ThriftValue } from '../thrift/ThriftValue';

/**
 * How a type of TDengine is written, see docs/native-part-format.md.
 *
 * @internal
 */
export interface ParquetColumn {
  physical: number;
  /** Bytes of a FIXED_LEN_BYTE_ARRAY. */
  length?: number;
  encoding: number;
  /** What the bytes mean: `ConvertedType` for older readers, and the fields of `LogicalType`. */
  converted?: number;
  logical?: ThriftValue;
  precision?: number;
  scale?: number;
}

const TEXT = { converted: 0, logical: struct({ 1: struct({}) }) };
const TIMESTAMP_UNITS = { ms: 1, us: 2, ns: 3 } as const;
/** There is none of nanoseconds. */
const CONVERTED_TIMESTAMPS = { ms: 9, us: 10, ns: undefined } as const;

const INTEGERS: ReadonlyMap<
  number,
  { bits: number; signed: boolean; converted: number }
> = new Map([
  [TDengineType.UTINYINT, { bits: 8, signed: false, converted: 11 }],
  [TDengineType.USMALLINT, { bits: 16, signed: false, converted: 12 }],
  [TDengineType.UINT, { bits: 32, signed: false, converted: 13 }],
  [TDengineType.UBIGINT, { bits: 64, signed: false, converted: 14 }],
  [TDengineType.TINYINT, { bits: 8, signed: true, converted: 15 }],
  [TDengineType.SMALLINT, { bits: 16, signed: true, converted: 16 }],
  [TDengineType.INT, { bits: 32, signed: true, converted: 17 }],
  [TDengineType.BIGINT, { bits: 64, signed: true, converted: 18 }],
]);

/**
 * @param text - whether all values of a text column are valid Unicode; without that it is a column of bytes
 * @internal
 */
export function parquetColumn(
  type: ColumnType,
  facts: { precision: Precision; text: boolean },
): ParquetColumn {
  const integer = INTEGERS.get(type.type);
  if (integer) {
    const { bits, signed, converted } = integer;
    return {
      physical: bits === 64 ? PhysicalType.INT64 : PhysicalType.INT32,
      encoding: Encoding.DELTA_BINARY_PACKED,
      converted,
      logical: struct({ 10: struct({ 1: i8(bits), 2: bool(signed) }) }),
    };
  }
  switch (type.type) {
    case TDengineType.BOOL:
      return { physical: PhysicalType.BOOLEAN, encoding: Encoding.PLAIN };
    case TDengineType.FLOAT:
      return {
        physical: PhysicalType.FLOAT,
        encoding: Encoding.BYTE_STREAM_SPLIT,
      };
    case TDengineType.DOUBLE:
      return {
        physical: PhysicalType.DOUBLE,
        encoding: Encoding.BYTE_STREAM_SPLIT,
      };
    case TDengineType.TIMESTAMP:
      return timestampColumn(facts.precision);
    case TDengineType.DECIMAL64:
      return {
        physical: PhysicalType.INT64,
        encoding: Encoding.DELTA_BINARY_PACKED,
        ...decimal(type),
      };
    case TDengineType.DECIMAL:
      return {
        physical: PhysicalType.FIXED_LEN_BYTE_ARRAY,
        length: 16,
        encoding: Encoding.PLAIN,
        ...decimal(type),
      };
    default:
      return {
        physical: PhysicalType.BYTE_ARRAY,
        encoding: Encoding.DELTA_LENGTH_BYTE_ARRAY,
        ...(isText(type) && facts.text && TEXT),
      };
  }
}

/**
 * The column of table names.
 *
 * @internal
 */
export const TABLE_NAMES: ParquetColumn = {
  physical: PhysicalType.BYTE_ARRAY,
  encoding: Encoding.RLE_DICTIONARY,
  ...TEXT,
};

/**
 * Whether values are text rather than bytes.
 *
 * @internal
 */
export function isText({ type }: ColumnType): boolean {
  return (
    type === TDengineType.VARCHAR ||
    type === TDengineType.NCHAR ||
    type === TDengineType.JSON
  );
}

function timestampColumn(precision: Precision): ParquetColumn {
  const unit = struct({ [TIMESTAMP_UNITS[precision]]: struct({}) });
  return {
    physical: PhysicalType.INT64,
    encoding: Encoding.DELTA_BINARY_PACKED,
    converted: CONVERTED_TIMESTAMPS[precision],
    logical: struct({ 8: struct({ 1: bool(true), 2: unit }) }),
  };
}

function decimal({ precision = 0, scale = 0 }: ColumnType) {
  return {
    converted: 5,
    logical: struct({ 5: struct({ 1: i32(scale), 2: i32(precision) }) }),
    precision,
    scale,
  };
}
