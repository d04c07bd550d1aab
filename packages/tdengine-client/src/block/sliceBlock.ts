import {
  COLUMN_HEADER_SIZE,
  HEADER_SIZE,
  NULL_OFFSET,
  type ColumnLayout,
} from './blockLayout';
import { writeBlockHeader } from './writeBlockHeader';
import { lengthPrefixOf } from './TDengineType';

/** How the values of some rows of a variable-length column are copied. */
interface VariablePlan {
  /** Bytes of data in the new column. */
  length: number;
  /** Offset of the byte range to copy, or `undefined` to gather the values one by one. */
  rangeStart: number | undefined;
}

/**
 * See `ColumnBlock.slice`.
 *
 * @internal
 */
export function sliceBlock(
  view: DataView,
  columns: readonly ColumnLayout[],
  fromRow: number,
  toRow: number,
): Uint8Array {
  const rows = columns.length === 0 ? 0 : toRow - fromRow;
  const plans = columns.map(column =>
    column.fixedSize === undefined
      ? planVariable(view, column, fromRow, toRow)
      : undefined,
  );
  const dataLengths = columns.map(
    ({ fixedSize }, index) => plans[index]?.length ?? rows * fixedSize!,
  );
  const source = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  const headSizes = columns.map(({ fixedSize }) =>
    fixedSize === undefined ? rows * 4 : Math.ceil(rows / 8),
  );
  const totalLength =
    HEADER_SIZE +
    columns.length * COLUMN_HEADER_SIZE +
    sum(headSizes) +
    sum(dataLengths) +
    1;
  const target = new Uint8Array(totalLength);
  const targetView = new DataView(target.buffer);
  let position = writeBlockHeader(
    targetView,
    rows,
    columns.map(({ type }) => type),
    dataLengths,
    view.getBigUint64(20, true),
  );
  columns.forEach((column, index) => {
    const { fixedSize, headStart, dataStart } = column;
    const plan = plans[index];
    const dataAt = position + headSizes[index];
    if (plan) {
      copyVariable(view, source, column, fromRow, rows, plan, target, position);
    } else {
      copyBits(source, headStart, fromRow, rows, target, position);
      const start = dataStart + fromRow * fixedSize!;
      target.set(source.subarray(start, start + dataLengths[index]), dataAt);
    }
    position = dataAt + dataLengths[index];
  });
  return target;
}

/**
 * Values usually lie one behind the other in the order of the rows, so that one range holds them. Where the rows are
 * scattered over the data (a sorted result), the range would drag foreign values along.
 */
function planVariable(
  view: DataView,
  column: ColumnLayout,
  fromRow: number,
  toRow: number,
): VariablePlan {
  const { headStart, dataStart, type } = column;
  const prefix = lengthPrefixOf(type.type);
  let start = Infinity;
  let end = 0;
  let gathered = 0;
  let previous = NULL_OFFSET;
  for (let row = fromRow; row < toRow; row++) {
    const offset = view.getInt32(headStart + row * 4, true);
    if (offset === NULL_OFFSET || offset === previous) {
      continue;
    }
    const size = valueSize(view, dataStart + offset, prefix);
    gathered += size;
    start = Math.min(start, offset);
    end = Math.max(end, offset + size);
    previous = offset;
  }
  if (gathered === 0) {
    return { length: 0, rangeStart: 0 };
  }
  return end - start <= gathered
    ? { length: end - start, rangeStart: start }
    : { length: gathered, rangeStart: undefined };
}

function copyVariable(
  view: DataView,
  source: Uint8Array,
  column: ColumnLayout,
  fromRow: number,
  rows: number,
  plan: VariablePlan,
  target: Uint8Array,
  at: number,
): void {
  const { headStart, dataStart, type } = column;
  const prefix = lengthPrefixOf(type.type);
  const targetView = new DataView(target.buffer);
  const dataAt = at + rows * 4;
  if (plan.rangeStart !== undefined) {
    const start = dataStart + plan.rangeStart;
    target.set(source.subarray(start, start + plan.length), dataAt);
  }
  let previous = NULL_OFFSET;
  let written = 0;
  let newOffset = 0;
  for (let row = 0; row < rows; row++) {
    const offset = view.getInt32(headStart + (fromRow + row) * 4, true);
    if (offset === NULL_OFFSET) {
      targetView.setInt32(at + row * 4, NULL_OFFSET, true);
      continue;
    }
    if (plan.rangeStart !== undefined) {
      newOffset = offset - plan.rangeStart;
    } else if (offset !== previous) {
      const start = dataStart + offset;
      const size = valueSize(view, start, prefix);
      target.set(source.subarray(start, start + size), dataAt + written);
      newOffset = written;
      written += size;
      previous = offset;
    }
    targetView.setInt32(at + row * 4, newOffset, true);
  }
}

function copyBits(
  source: Uint8Array,
  sourceStart: number,
  fromBit: number,
  count: number,
  target: Uint8Array,
  at: number,
): void {
  const shift = fromBit & 7;
  const first = sourceStart + (fromBit >> 3);
  const last = sourceStart + ((fromBit + count - 1) >> 3);
  const bytes = Math.ceil(count / 8);
  for (let index = 0; index < bytes; index++) {
    const next = first + index + 1;
    const high = source[first + index] << shift;
    const low = next <= last ? source[next] >> (8 - shift) : 0;
    target[at + index] = high | low;
  }
  const unused = bytes * 8 - count;
  if (unused > 0) {
    target[at + bytes - 1] &= 0xff << unused;
  }
}

function valueSize(view: DataView, position: number, prefix: number): number {
  return (
    prefix +
    (prefix === 2
      ? view.getUint16(position, true)
      : view.getUint32(position, true))
  );
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
