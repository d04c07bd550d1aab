import {
  AssembledColumn,
  ColumnType,
  fixedSizeOf,
  TDengineType,
} from 'tdengine-client';
import { joinPlanes } from './bytePlanes';
import { LARGEST_FRAME } from '../nativeFormat';
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
  const nulls = hasNulls ? bytesAt(source, at, bitmap) : new Uint8Array(bitmap);
  const values = new Uint8Array(new ArrayBuffer(rows * size));
  const end = joinPlanes(source, at + (hasNulls ? bitmap : 0), size, values);
  if ((flags & HAS_DIFFERENCES) !== 0) {
    fromDifferences(values, size);
  }
  return { column: { type, nulls, values }, end };
}

function decodeVariable(
  source: Uint8Array,
  at: number,
  type: ColumnType,
  rows: number,
): { column: AssembledColumn; end: number } {
  const lengths = new Int32Array(rows);
  const valuesAt = joinPlanes(source, at, 4, new Uint8Array(lengths.buffer));
  let total = 0;
  for (const length of lengths) {
    total += Math.max(0, length);
  }
  if (type.type !== TDengineType.NCHAR) {
    const values = bytesAt(source, valuesAt, total);
    return { column: { type, lengths, values }, end: valuesAt + total };
  }
  if (total % 4 !== 0 || total > LARGEST_FRAME) {
    throw new RangeError('Characters of a column are cut');
  }
  const values = new Uint8Array(total);
  const end = joinPlanes(source, valuesAt, 4, values);
  return { column: { type, lengths, values }, end };
}

function bytesAt(source: Uint8Array, at: number, length: number): Uint8Array {
  if (at + length > source.byteLength) {
    throw new RangeError('A column reaches beyond its frame');
  }
  return source.subarray(at, at + length);
}
