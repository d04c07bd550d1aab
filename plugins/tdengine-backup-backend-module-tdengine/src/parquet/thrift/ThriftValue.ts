/**
 * A value of Thrift's compact protocol, in which Parquet writes all that is not rows. See the protocol's specification in
 * Apache Thrift, `doc/specs/thrift-compact-protocol.md`.
 *
 * @internal
 */
export type ThriftValue =
  | { type: 'bool'; value: boolean }
  | { type: 'i8'; value: number }
  | { type: 'i16' | 'i32'; value: number }
  | { type: 'i64'; value: number | bigint }
  | { type: 'binary'; value: Uint8Array }
  | { type: 'list'; value: readonly ThriftValue[] }
  | { type: 'struct'; value: ThriftFields };

/**
 * Fields of a struct by their number, ascending; those without a value are left out.
 *
 * @internal
 */
export type ThriftFields = Readonly<Record<number, ThriftValue | undefined>>;

/** Codes of the types, in fields and in lists. */
export const THRIFT_TYPES = {
  bool: 1,
  i8: 3,
  i16: 4,
  i32: 5,
  i64: 6,
  binary: 8,
  list: 9,
  struct: 12,
} as const;

/** @internal */
export const bool = (value: boolean): ThriftValue => ({ type: 'bool', value });
/** @internal */
export const i8 = (value: number): ThriftValue => ({ type: 'i8', value });
/** @internal */
export const i32 = (value: number): ThriftValue => ({ type: 'i32', value });
/** @internal */
export const i64 = (value: number | bigint): ThriftValue => ({
  type: 'i64',
  value,
});
/** @internal */
export const binary = (value: Uint8Array): ThriftValue => ({
  type: 'binary',
  value,
});
/** @internal */
export const text = (value: string): ThriftValue =>
  binary(Buffer.from(value, 'utf8'));
/** @internal */
export const list = (value: readonly ThriftValue[]): ThriftValue => ({
  type: 'list',
  value,
});
/** @internal */
export const struct = (value: ThriftFields): ThriftValue => ({
  type: 'struct',
  value,
});
