import {
  BlockColumn,
  ColumnType,
  fixedSizeOf,
  TDengineType,
} from 'tdengine-client';
import { splitPlanes } from './bytePlanes';
import { differencesAreSmaller, toDifferences } from './differences';

/** There is a bitmap of NULLs. */
export const HAS_NULLS = 1;
/** The values are differences. */
export const HAS_DIFFERENCES = 2;
/** Bytes in front of every column: its flags. */
export const COLUMN_HEAD = 1;

/** Integers, of which neighbours are often alike. */
const COUNTING_TYPES: ReadonlySet<number> = new Set([
  TDengineType.TIMESTAMP,
  TDengineType.SMALLINT,
  TDengineType.INT,
  TDengineType.BIGINT,
  TDengineType.USMALLINT,
  TDengineType.UINT,
  TDengineType.UBIGINT,
]);

/**
 * One column of several blocks, ready to be written.
 *
 * @internal
 */
export interface EncodedColumn {
  byteLength: number;
  /** Writes exactly so many bytes. */
  writeTo(target: Uint8Array, at: number): void;
}

/**
 * Whether a column may be stored as differences.
 *
 * @internal
 */
export function mayHaveDifferences(type: ColumnType): boolean {
  return COUNTING_TYPES.has(type.type);
}

/**
 * Encodes the values of one column of several blocks, see docs/native-part-format.md.
 *
 * @param values - of a column of fixed size: all values one behind the other, as {@link gatherValues} gives them; changed
 * @internal
 */
export function encodeFixedColumn(
  parts: readonly BlockColumn[],
  rows: number,
  values: Uint8Array,
): EncodedColumn {
  const type = parts[0].schema;
  const size = fixedSizeOf(type.type)!;
  const nulls = gatherNulls(parts, rows);
  const differences =
    mayHaveDifferences(type) && differencesAreSmaller(values, size);
  if (differences) {
    toDifferences(values, size);
  }
  const nullBytes = nulls?.byteLength ?? 0;
  return {
    byteLength: COLUMN_HEAD + nullBytes + values.byteLength,
    writeTo(target, at) {
      target[at] =
        (nulls ? HAS_NULLS : 0) | (differences ? HAS_DIFFERENCES : 0);
      if (nulls) {
        target.set(nulls, at + COLUMN_HEAD);
      }
      splitPlanes(values, size, target, at + COLUMN_HEAD + nullBytes);
    },
  };
}

/**
 * See {@link encodeFixedColumn}, for types of variable length: the lengths, then the values without them.
 *
 * @internal
 */
export function encodeVariableColumn(
  parts: readonly BlockColumn[],
  rows: number,
): EncodedColumn {
  const lengths = new Int32Array(rows);
  let row = 0;
  let total = 0;
  for (const part of parts) {
    total += part.readLengths(lengths, row);
    row += part.rows;
  }
  const valuesAt = COLUMN_HEAD + rows * 4;
  return {
    byteLength: valuesAt + total,
    writeTo(target, at) {
      target[at] = 0;
      splitPlanes(new Uint8Array(lengths.buffer), 4, target, at + COLUMN_HEAD);
      // Characters of four bytes, most of them zeros.
      const unit = parts[0].schema.type === TDengineType.NCHAR ? 4 : 1;
      if (unit === 1) {
        copyValues(parts, target, at + valuesAt);
      } else {
        const values = new Uint8Array(total);
        copyValues(parts, values, 0);
        splitPlanes(values, unit, target, at + valuesAt);
      }
    },
  };
}

/**
 * Copies the values of a column of fixed size out of several blocks, to an address that integers can be read at.
 *
 * @internal
 */
export function gatherValues(
  parts: readonly BlockColumn[],
  rows: number,
): Uint8Array {
  const size = fixedSizeOf(parts[0].schema.type)!;
  const values = new Uint8Array(new ArrayBuffer(rows * size));
  let at = 0;
  for (const part of parts) {
    const { values: own } = part.fixedParts();
    values.set(own, at);
    at += own.byteLength;
  }
  return values;
}

function gatherNulls(
  parts: readonly BlockColumn[],
  rows: number,
): Uint8Array | undefined {
  let nulls: Uint8Array | undefined;
  let row = 0;
  for (const part of parts) {
    const { nulls: own } = part.fixedParts();
    if (own.some(byte => byte !== 0)) {
      nulls ??= new Uint8Array(Math.ceil(rows / 8));
      setBits(nulls, row, own, part.rows);
    }
    row += part.rows;
  }
  return nulls;
}

/** Sets bits of a bitmap from some bit on; blocks need not have a multiple of eight rows. */
function setBits(
  target: Uint8Array,
  at: number,
  bits: Uint8Array,
  count: number,
): void {
  const shift = at & 7;
  const first = at >> 3;
  const last = bits.byteLength - 1;
  for (let index = 0; index <= last; index++) {
    // Bits behind the last row mean nothing.
    const unused = index === last ? (8 - (count & 7)) & 7 : 0;
    const byte = bits[index] & (0xff << unused);
    target[first + index] |= byte >> shift;
    if (shift > 0 && first + index + 1 < target.byteLength) {
      target[first + index + 1] |= byte << (8 - shift);
    }
  }
}

function copyValues(
  parts: readonly BlockColumn[],
  target: Uint8Array,
  at: number,
): void {
  let position = at;
  for (const part of parts) {
    position += part.copyValues(target, position);
  }
}
