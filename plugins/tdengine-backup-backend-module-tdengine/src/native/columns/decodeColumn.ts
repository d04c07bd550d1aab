import {
  AssembledColumn,
  ColumnType,
  fixedSizeOf,
  TDengineType,
} from 'tdengine-client';
import { joinPlanes } from './bytePlanes';
import { fromDifferences } from './differences';
import {
  COLUMN_HEAD,
  HAS_DIFFERENCES,
  HAS_NULLS,
  mayHaveDifferences,
} from './encodeColumn';

/**
 * Decodes one column of a frame; the inverse of `encodeFixedColumn` and `encodeVariableColumn`.
 *
 * @param at - where its flags are in `source`
 * @returns the column, and where the next one begins
 * @throws RangeError where it reaches beyond the frame or has flags that its type cannot have
 * @internal
 */
export function decodeColumn(
  source: Uint8Array,
  at: number,
  type: ColumnType,
  rows: number,
): { column: AssembledColumn; end: number } {
  const flags = bytesAt(source, at, COLUMN_HEAD)[0];
  const size = fixedSizeOf(type.type);
  const possible =
    size === undefined
      ? 0
      : HAS_NULLS | (mayHaveDifferences(type) ? HAS_DIFFERENCES : 0);
  if ((flags & ~possible) !== 0) {
    throw new RangeError(`A column has the unknown flags ${flags}`);
  }
  return size === undefined
    ? decodeVariable(source, at + COLUMN_HEAD, type, rows)
    : decodeFixed(source, at + COLUMN_HEAD, { type, size, flags }, rows);
}

function decodeFixed(
  source: Uint8Array,
  at: number,
  { type, size, flags }: { type: ColumnType; size: number; flags: number },
  rows: number,
): { column: AssembledColumn; end: number } {
  const bitmap = Math.ceil(rows / 8);
  const hasNulls = (flags & HAS_NULLS) !== 0;
  const valuesAt = at + (hasNulls ? bitmap : 0);
  // Before anything is made that is as large as the rows: their number may be made up.
  const length = bytesAt(source, valuesAt, rows * size).byteLength;
  const nulls = hasNulls
    ? source.subarray(at, valuesAt)
    : new Uint8Array(bitmap);
  const values = new Uint8Array(new ArrayBuffer(length));
  joinPlanes(source, valuesAt, size, values);
  if ((flags & HAS_DIFFERENCES) !== 0) {
    fromDifferences(values, size);
  }
  return { column: { type, nulls, values }, end: valuesAt + length };
}

function decodeVariable(
  source: Uint8Array,
  at: number,
  type: ColumnType,
  rows: number,
): { column: AssembledColumn; end: number } {
  const valuesAt = at + bytesAt(source, at, rows * 4).byteLength;
  const lengths = new Int32Array(rows);
  joinPlanes(source, at, 4, new Uint8Array(lengths.buffer));
  let total = 0;
  for (const length of lengths) {
    total += Math.max(0, length);
  }
  const stored = bytesAt(source, valuesAt, total);
  let values = stored;
  if (type.type === TDengineType.NCHAR) {
    if (total % 4 !== 0) {
      throw new RangeError('Characters of a column are cut');
    }
    values = new Uint8Array(total);
    joinPlanes(source, valuesAt, 4, values);
  }
  return { column: { type, lengths, values }, end: valuesAt + total };
}

function bytesAt(source: Uint8Array, at: number, length: number): Uint8Array {
  if (at + length > source.byteLength) {
    throw new RangeError('A column reaches beyond its frame');
  }
  return source.subarray(at, at + length);
}
