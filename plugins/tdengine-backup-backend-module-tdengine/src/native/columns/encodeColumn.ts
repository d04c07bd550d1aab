import {
  BlockColumn,
  ColumnType,
  fixedSizeOf,
  TDengineType,
} from 'tdengine-client';
import { gatherNulls } from '../../formats/gatherNulls';
import { longestPlanes, splitPlanes } from './bytePlanes';
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
  /** Bytes that it takes at most. */
  longest: number;
  /** Writes it and returns where it ends. */
  writeTo(target: Uint8Array, at: number): number;
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
 * @param parts - the column in each of the blocks
 * @param rows - of all blocks
 * @internal
 */
export function encodeColumn(
  parts: readonly BlockColumn[],
  rows: number,
): EncodedColumn {
  const size = fixedSizeOf(parts[0].schema.type);
  return size === undefined
    ? encodeVariable(parts, rows)
    : encodeFixed(parts, rows, size);
}

function encodeFixed(
  parts: readonly BlockColumn[],
  rows: number,
  size: number,
): EncodedColumn {
  const nulls = gatherNulls(parts, rows);
  const values = parts.map(part => part.fixedParts().values);
  const differences =
    mayHaveDifferences(parts[0].schema) &&
    differencesAreSmaller(values[0], size);
  const nullBytes = nulls?.byteLength ?? 0;
  return {
    longest: COLUMN_HEAD + nullBytes + longestPlanes(size, rows),
    writeTo(target, at) {
      target[at] =
        (nulls ? HAS_NULLS : 0) | (differences ? HAS_DIFFERENCES : 0);
      if (nulls) {
        target.set(nulls, at + COLUMN_HEAD);
      }
      let planes = values;
      if (differences) {
        const joined = joinValues(values, rows * size);
        toDifferences(joined, size);
        planes = [joined];
      }
      const planesAt = at + COLUMN_HEAD + nullBytes;
      return splitPlanes(planes, size, rows, target, planesAt);
    },
  };
}

/** The lengths, then the values without them. */
function encodeVariable(
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
  // Characters of NCHAR have four bytes, most of them zeros.
  const unit = parts[0].schema.type === TDengineType.NCHAR ? 4 : 1;
  return {
    longest:
      COLUMN_HEAD + longestPlanes(4, rows) + longestPlanes(unit, total / unit),
    writeTo(target, at) {
      target[at] = 0;
      const lengthBytes = new Uint8Array(lengths.buffer);
      const valuesAt = splitPlanes(
        [lengthBytes],
        4,
        rows,
        target,
        at + COLUMN_HEAD,
      );
      if (unit === 1) {
        return valuesAt + copyValues(parts, target, valuesAt);
      }
      const values = new Uint8Array(total);
      copyValues(parts, values, 0);
      return splitPlanes([values], unit, total / unit, target, valuesAt);
    },
  };
}

let joinedValues = new Uint8Array(new ArrayBuffer(0));

/**
 * All values one behind the other, at an address that integers can be read at. They are good until the next call: memory
 * that is used again costs less than new memory for every frame.
 */
function joinValues(parts: readonly Uint8Array[], length: number): Uint8Array {
  if (joinedValues.byteLength < length) {
    joinedValues = new Uint8Array(new ArrayBuffer(length));
  }
  let at = 0;
  for (const part of parts) {
    joinedValues.set(part, at);
    at += part.byteLength;
  }
  return joinedValues.subarray(0, length);
}

function copyValues(
  parts: readonly BlockColumn[],
  target: Uint8Array,
  at: number,
): number {
  let position = at;
  for (const part of parts) {
    position += part.copyValues(target, position);
  }
  return position - at;
}
