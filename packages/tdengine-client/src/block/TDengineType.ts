/**
 * Type codes of TDengine, as they stand in block headers, in results' field lists and in bind messages
 * (`include/common/tmsg.h` and `include/util/tdef.h` of TDengine 3.3).
 *
 * @public
 */
export const TDengineType = {
  BOOL: 1,
  TINYINT: 2,
  SMALLINT: 3,
  INT: 4,
  BIGINT: 5,
  FLOAT: 6,
  DOUBLE: 7,
  VARCHAR: 8,
  TIMESTAMP: 9,
  NCHAR: 10,
  UTINYINT: 11,
  USMALLINT: 12,
  UINT: 13,
  UBIGINT: 14,
  JSON: 15,
  VARBINARY: 16,
  /** Decimal of up to 38 digits in 16 bytes. */
  DECIMAL: 17,
  BLOB: 18,
  GEOMETRY: 20,
  /** Decimal of up to 18 digits in 8 bytes. */
  DECIMAL64: 21,
} as const;

/**
 * One of the type codes of TDengine.
 *
 * @public
 */
// eslint-disable-next-line @typescript-eslint/no-redeclare -- the codes and their type share one name on purpose
export type TDengineType = (typeof TDengineType)[keyof typeof TDengineType];

const FIXED_SIZES: ReadonlyMap<number, number> = new Map<number, number>([
  [TDengineType.BOOL, 1],
  [TDengineType.TINYINT, 1],
  [TDengineType.SMALLINT, 2],
  [TDengineType.INT, 4],
  [TDengineType.BIGINT, 8],
  [TDengineType.FLOAT, 4],
  [TDengineType.DOUBLE, 8],
  [TDengineType.TIMESTAMP, 8],
  [TDengineType.UTINYINT, 1],
  [TDengineType.USMALLINT, 2],
  [TDengineType.UINT, 4],
  [TDengineType.UBIGINT, 8],
  [TDengineType.DECIMAL, 16],
  [TDengineType.DECIMAL64, 8],
]);

const NAMES: ReadonlyMap<number, string> = new Map(
  Object.entries(TDengineType).map(([name, code]) => [code, name]),
);

/**
 * Whether a number is a type code known to this package.
 *
 * @public
 */
export function isTDengineType(code: number): code is TDengineType {
  return NAMES.has(code);
}

/**
 * Name of a type code for messages, `type 99` for an unknown one.
 *
 * @public
 */
export function typeName(code: number): string {
  return NAMES.get(code) ?? `type ${code}`;
}

/**
 * Bytes of one value of a type with a fixed size, `undefined` for types of variable length.
 *
 * @public
 */
export function fixedSizeOf(type: TDengineType): number | undefined {
  return FIXED_SIZES.get(type);
}

/** Bytes a BLOB may have. */
const LONGEST_BLOB = 4 * 1024 * 1024;

/**
 * Bytes a value of a variable-length type may have, without its length prefix.
 *
 * @param bytes - what the block header states for the column
 * @internal
 */
export function longestValueOf(type: TDengineType, bytes: number): number {
  return type === TDengineType.BLOB ? LONGEST_BLOB : bytes - 2;
}

/**
 * Bytes of the length in front of each value of a variable-length type: 4 for BLOB, 2 for the others.
 *
 * @internal
 */
export function lengthPrefixOf(type: TDengineType): number {
  return type === TDengineType.BLOB ? 4 : 2;
}
