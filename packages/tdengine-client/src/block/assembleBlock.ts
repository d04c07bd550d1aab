import { COLUMN_HEADER_SIZE, HEADER_SIZE, NULL_OFFSET } from './blockLayout';
import type { ColumnType } from './ColumnSchema';
import { fixedSizeOf, lengthPrefixOf } from './TDengineType';
import { writeBlockHeader } from './writeBlockHeader';

/**
 * A column for {@link assembleBlock}, in the form that `BlockColumn.fixedParts`, `readLengths` and `copyValues` give.
 *
 * @public
 */
export type AssembledColumn =
  | {
      /** A type of fixed size. */
      type: ColumnType;
      /** One bit a row, first row in the highest bit, 1 is NULL. */
      nulls: Uint8Array;
      /** Rows × size. */
      values: Uint8Array;
    }
  | {
      /** A type of variable length. */
      type: ColumnType;
      /** Bytes of each value, -1 for NULL. */
      lengths: Int32Array;
      /** The values one behind the other. */
      values: Uint8Array;
    };

/**
 * Builds a raw block from whole columns: bulk data, whose values are not looked at.
 *
 * @throws RangeError naming the column whose parts have other sizes than its rows ask for
 * @public
 */
export function assembleBlock(
  rows: number,
  columns: readonly AssembledColumn[],
): Uint8Array {
  columns.forEach((column, index) => checkSizes(rows, column, index));
  const heads = columns.map(column =>
    'nulls' in column ? column.nulls.byteLength : rows * 4,
  );
  const dataLengths = columns.map(column =>
    'nulls' in column ? column.values.byteLength : variableSize(column),
  );
  const total =
    HEADER_SIZE +
    columns.length * COLUMN_HEADER_SIZE +
    sum(heads) +
    sum(dataLengths) +
    1;
  const target = new Uint8Array(total);
  const view = new DataView(target.buffer);
  let position = writeBlockHeader(
    view,
    rows,
    columns.map(({ type }) => type),
    dataLengths,
    0n,
  );
  columns.forEach((column, index) => {
    const dataStart = position + heads[index];
    if ('nulls' in column) {
      target.set(column.nulls, position);
      target.set(column.values, dataStart);
    } else {
      writeVariable(view, target, column, position, dataStart);
    }
    position = dataStart + dataLengths[index];
  });
  return target;
}

type VariableColumn = Extract<AssembledColumn, { lengths: Int32Array }>;

function writeVariable(
  view: DataView,
  target: Uint8Array,
  { type, lengths, values }: VariableColumn,
  headStart: number,
  dataStart: number,
): void {
  const prefix = lengthPrefixOf(type.type);
  let offset = 0;
  let read = 0;
  for (let row = 0; row < lengths.length; row++) {
    const length = lengths[row];
    if (length < 0) {
      view.setInt32(headStart + row * 4, NULL_OFFSET, true);
      continue;
    }
    view.setInt32(headStart + row * 4, offset, true);
    const start = dataStart + offset;
    if (prefix === 2) {
      view.setUint16(start, length, true);
    } else {
      view.setUint32(start, length, true);
    }
    // A call costs more than a short value.
    if (length > 32) {
      target.set(values.subarray(read, read + length), start + prefix);
    } else {
      for (let index = 0; index < length; index++) {
        target[start + prefix + index] = values[read + index];
      }
    }
    read += length;
    offset += prefix + length;
  }
}

function variableSize({ type, lengths }: VariableColumn): number {
  const prefix = lengthPrefixOf(type.type);
  let size = 0;
  for (const length of lengths) {
    size += length < 0 ? 0 : prefix + length;
  }
  return size;
}

function checkSizes(
  rows: number,
  column: AssembledColumn,
  index: number,
): void {
  const size = fixedSizeOf(column.type.type);
  const fits =
    'nulls' in column
      ? size !== undefined &&
        column.nulls.byteLength === Math.ceil(rows / 8) &&
        column.values.byteLength === rows * size
      : size === undefined &&
        column.lengths.length === rows &&
        valuesFit(column);
  if (!fits) {
    throw new RangeError(
      `The parts of column ${index + 1} are not those of ${rows} rows`,
    );
  }
}

function valuesFit({ type, lengths, values }: VariableColumn): boolean {
  const longest = lengthPrefixOf(type.type) === 2 ? 0xffff : 0x7fffffff;
  let total = 0;
  for (const length of lengths) {
    if (length < -1 || length > longest) {
      return false;
    }
    total += Math.max(0, length);
  }
  return total === values.byteLength;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
