import type { TDengineType } from './TDengineType';

/**
 * Unit of a database's timestamps: milli-, micro- or nanoseconds since 1970-01-01T00:00:00Z.
 *
 * @public
 */
export type Precision = 'ms' | 'us' | 'ns';

/**
 * Type of a column as a raw block states it.
 *
 * @public
 */
export interface ColumnType {
  /** Type code. */
  type: TDengineType;
  /**
   * Bytes as in the block header: the size of fixed types (8 or 16 for decimals); for variable-length types the longest
   * value including its length prefix, so `VARCHAR(n)` is n + 2 and `NCHAR(n)` is 4 n + 2.
   * BLOB always states 5.
   */
  bytes: number;
  /** Digits of a decimal. */
  precision?: number;
  /** Digits of a decimal behind the point. */
  scale?: number;
}

/**
 * A named column.
 *
 * @public
 */
export interface ColumnSchema extends ColumnType {
  /** Name as it is, not quoted. */
  name: string;
}

/**
 * One value of a column; `undefined` is NULL.
 *
 * @remarks
 * BOOL is a boolean; TINYINT, SMALLINT, INT, their unsigned forms, FLOAT and DOUBLE are numbers; BIGINT, UBIGINT and
 * TIMESTAMP are bigints (a timestamp counts units of the database's precision); VARCHAR and JSON are strings, or the
 * bytes as they are where they are not valid UTF-8; NCHAR is a string, or its UCS-4 bytes where they are not valid
 * Unicode; VARBINARY, BLOB and GEOMETRY (WKB) are bytes; decimals are exact decimal text with all digits of the scale.
 *
 * @public
 */
export type Value = undefined | boolean | number | bigint | string | Uint8Array;
