import { TDengineProtocolError } from '../errors';
import type { BlockColumn } from './BlockColumn';
import { NULL_OFFSET } from './blockLayout';
import { lengthPrefixOf, typeName } from './TDengineType';

/**
 * Consecutive rows with the same value.
 *
 * @public
 */
export interface BlockRun {
  /** The value as text. */
  key: string;
  /** First row. */
  from: number;
  /** Row behind the last one. */
  to: number;
}

/**
 * See `ColumnBlock.runs`. Compares bytes and decodes one value per run: a scan spends most of its time on rows whose
 * neighbour is of the same table.
 *
 * @internal
 */
export function findRuns(
  view: DataView,
  column: BlockColumn,
  columnIndex: number,
): BlockRun[] {
  const { headStart, dataStart, fixedSize, type } = column.layout;
  if (fixedSize !== undefined) {
    throw new TypeError(
      `Runs need a column of variable length, column ${
        columnIndex + 1
      } is ${typeName(type.type)}`,
    );
  }
  const prefix = lengthPrefixOf(type.type);
  const runs: BlockRun[] = [];
  let from = 0;
  let previous = NULL_OFFSET;
  for (let row = 0; row < column.rows; row++) {
    const offset = view.getInt32(headStart + row * 4, true);
    if (offset === NULL_OFFSET) {
      throw new TDengineProtocolError(
        `Row ${row} of column ${
          columnIndex + 1
        } is NULL where a table name is expected`,
      );
    }
    if (
      row > 0 &&
      offset !== previous &&
      !sameValue(view, dataStart + offset, dataStart + previous, prefix)
    ) {
      runs.push({ key: keyOf(column, from, columnIndex), from, to: row });
      from = row;
    }
    previous = offset;
  }
  if (column.rows > 0) {
    runs.push({
      key: keyOf(column, from, columnIndex),
      from,
      to: column.rows,
    });
  }
  return runs;
}

function sameValue(
  view: DataView,
  left: number,
  right: number,
  prefix: number,
): boolean {
  const length =
    prefix === 2 ? view.getUint16(left, true) : view.getUint32(left, true);
  const otherLength =
    prefix === 2 ? view.getUint16(right, true) : view.getUint32(right, true);
  if (length !== otherLength) {
    return false;
  }
  // From the end: names of tables differ in their last characters.
  const distance = right - left;
  const start = left + prefix;
  let position = start + length;
  while (position - 4 >= start) {
    position -= 4;
    if (view.getInt32(position) !== view.getInt32(position + distance)) {
      return false;
    }
  }
  while (position > start) {
    position -= 1;
    if (view.getInt8(position) !== view.getInt8(position + distance)) {
      return false;
    }
  }
  return true;
}

function keyOf(column: BlockColumn, row: number, columnIndex: number): string {
  const value = column.value(row);
  if (typeof value !== 'string') {
    throw new TDengineProtocolError(
      `Row ${row} of column ${
        columnIndex + 1
      } is not valid text where a table name is expected`,
    );
  }
  return value;
}
