import { TDengineType, type ColumnSchema } from 'tdengine-client';

/** Type of a column, tag or result field, with sizes as block headers state them. */
export type DataType = Omit<ColumnSchema, 'name'>;

/** A column of a result. */
export interface Field {
  name: string;
  type: DataType;
}

const FIXED: Partial<Record<TDengineType, number>> = {
  [TDengineType.BOOL]: 1,
  [TDengineType.TINYINT]: 1,
  [TDengineType.SMALLINT]: 2,
  [TDengineType.INT]: 4,
  [TDengineType.BIGINT]: 8,
  [TDengineType.FLOAT]: 4,
  [TDengineType.DOUBLE]: 8,
  [TDengineType.TIMESTAMP]: 8,
  [TDengineType.UTINYINT]: 1,
  [TDengineType.USMALLINT]: 2,
  [TDengineType.UINT]: 4,
  [TDengineType.UBIGINT]: 8,
  [TDengineType.DECIMAL]: 16,
  [TDengineType.DECIMAL64]: 8,
};

/** Bytes of one value in a block, `undefined` for types of variable length. */
export function fixedSize(type: DataType): number | undefined {
  return FIXED[type.type];
}

/** Bytes of the length in front of a value of variable length. */
export function prefixSize(type: DataType): 2 | 4 {
  return type.type === TDengineType.BLOB ? 4 : 2;
}

const JSON_BYTES = 16_384;
/** What headers and DESCRIBE say of every BLOB; it means nothing. */
const BLOB_BYTES = 5;

/** Most bytes of a BLOB. */
export const LONGEST_BLOB = 4 * 1024 * 1024;

/** Ready-made types of fixed size, for results and catalogue tables. */
export const types = {
  bool: { type: TDengineType.BOOL, bytes: 1 },
  tinyint: { type: TDengineType.TINYINT, bytes: 1 },
  smallint: { type: TDengineType.SMALLINT, bytes: 2 },
  int: { type: TDengineType.INT, bytes: 4 },
  uint: { type: TDengineType.UINT, bytes: 4 },
  bigint: { type: TDengineType.BIGINT, bytes: 8 },
  ubigint: { type: TDengineType.UBIGINT, bytes: 8 },
  float: { type: TDengineType.FLOAT, bytes: 4 },
  double: { type: TDengineType.DOUBLE, bytes: 8 },
  timestamp: { type: TDengineType.TIMESTAMP, bytes: 8 },
  json: { type: TDengineType.JSON, bytes: JSON_BYTES },
  blob: { type: TDengineType.BLOB, bytes: BLOB_BYTES },
  varchar: (length: number): DataType => ({
    type: TDengineType.VARCHAR,
    bytes: length + 2,
  }),
  nchar: (length: number): DataType => ({
    type: TDengineType.NCHAR,
    bytes: 4 * length + 2,
  }),
  varbinary: (length: number): DataType => ({
    type: TDengineType.VARBINARY,
    bytes: length + 2,
  }),
  geometry: (length: number): DataType => ({
    type: TDengineType.GEOMETRY,
    bytes: length + 2,
  }),
  decimal: (precision: number, scale: number): DataType =>
    precision <= 18
      ? { type: TDengineType.DECIMAL64, bytes: 8, precision, scale }
      : { type: TDengineType.DECIMAL, bytes: 16, precision, scale },
  fixed: (type: TDengineType): DataType => ({ type, bytes: FIXED[type] ?? 0 }),
} as const;

/** Length as users see it: characters of NCHAR, bytes of the other variable types, the size of fixed types. */
export function lengthOf(type: DataType): number {
  switch (type.type) {
    case TDengineType.VARCHAR:
    case TDengineType.VARBINARY:
    case TDengineType.GEOMETRY:
      return type.bytes - 2;
    case TDengineType.NCHAR:
    case TDengineType.JSON:
      return Math.floor((type.bytes - 2) / 4);
    case TDengineType.BLOB:
      return LONGEST_BLOB;
    default:
      return type.bytes;
  }
}

export function isVariable(type: DataType): boolean {
  return fixedSize(type) === undefined;
}

export function isDecimal(type: DataType): boolean {
  return (
    type.type === TDengineType.DECIMAL || type.type === TDengineType.DECIMAL64
  );
}

/** Integers that fit a JavaScript number. */
export function isSmallInteger(type: DataType): boolean {
  switch (type.type) {
    case TDengineType.TINYINT:
    case TDengineType.SMALLINT:
    case TDengineType.INT:
    case TDengineType.UTINYINT:
    case TDengineType.USMALLINT:
    case TDengineType.UINT:
      return true;
    default:
      return false;
  }
}

export function isInteger(type: DataType): boolean {
  return (
    isSmallInteger(type) ||
    type.type === TDengineType.BIGINT ||
    type.type === TDengineType.UBIGINT
  );
}

export function isUnsigned(type: DataType): boolean {
  switch (type.type) {
    case TDengineType.UTINYINT:
    case TDengineType.USMALLINT:
    case TDengineType.UINT:
    case TDengineType.UBIGINT:
      return true;
    default:
      return false;
  }
}

export function isFloating(type: DataType): boolean {
  return type.type === TDengineType.FLOAT || type.type === TDengineType.DOUBLE;
}

export function isNumeric(type: DataType): boolean {
  return isInteger(type) || isFloating(type) || isDecimal(type);
}

export function isText(type: DataType): boolean {
  return type.type === TDengineType.VARCHAR || type.type === TDengineType.NCHAR;
}

export function sameType(left: DataType, right: DataType): boolean {
  return (
    left.type === right.type &&
    left.bytes === right.bytes &&
    left.precision === right.precision &&
    left.scale === right.scale
  );
}
