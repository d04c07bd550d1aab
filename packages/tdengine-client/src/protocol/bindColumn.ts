import { TDengineType, typeName, type ColumnBlock } from '../block';
import { NULL_OFFSET, type ColumnLayout } from '../block/blockLayout';
import { lengthPrefixOf } from '../block/TDengineType';
import { ucs4ToUtf8 } from '../block/text';
import { TDengineProtocolError } from '../errors';

/** Total length, type, number of rows, flag for lengths, length of the values. */
const FRAME_SIZE = 17;
/** Below this, copying byte by byte beats a native call. */
const SHORT_VALUE = 24;

/**
 * Upper bound of the bytes `writeBindColumn` writes.
 *
 * @internal
 */
export function bindColumnSize(
  { view }: ColumnBlock,
  { headStart, dataStart, fixedSize, type }: ColumnLayout,
  from: number,
  to: number,
): number {
  const rows = to - from;
  if (fixedSize !== undefined) {
    return FRAME_SIZE + rows * (1 + fixedSize);
  }
  const prefix = lengthPrefixOf(type.type);
  let size = FRAME_SIZE + rows * 5;
  for (let row = from; row < to; row++) {
    const offset = view.getInt32(headStart + row * 4, true);
    if (offset !== NULL_OFFSET) {
      size += lengthAt(view, dataStart + offset, prefix);
    }
  }
  return size;
}

/**
 * Writes some rows of a column for a bind: i32 total length, i32 type, i32 rows, rows × u8 is-NULL, u8 has-lengths,
 * rows × i32 length for types of variable length, i32 length of the values, values.
 *
 * Decimals go as the little-endian integers they are; text instead stores garbage without an error.
 *
 * @returns the position behind
 * @throws TDengineProtocolError for NCHAR that is not valid Unicode
 * @internal
 */
export function writeBindColumn(
  block: ColumnBlock,
  column: ColumnLayout,
  from: number,
  to: number,
  target: Buffer,
  targetView: DataView,
  at: number,
): number {
  const rows = to - from;
  const fixed = column.fixedSize !== undefined;
  targetView.setInt32(at + 4, column.type.type, true);
  targetView.setInt32(at + 8, rows, true);
  const nullsAt = at + 12;
  target[nullsAt + rows] = fixed ? 0 : 1;
  const lengthsAt = nullsAt + rows + 1;
  const valuesAt = lengthsAt + (fixed ? 0 : rows * 4) + 4;
  const end = fixed
    ? writeFixed(block, column, from, to, target, nullsAt, valuesAt)
    : writeVariable(block, column, from, to, target, targetView, {
        nullsAt,
        lengthsAt,
        valuesAt,
      });
  targetView.setInt32(valuesAt - 4, end - valuesAt, true);
  targetView.setInt32(at, end - at, true);
  return end;
}

function writeFixed(
  { buffer }: ColumnBlock,
  { headStart, dataStart, fixedSize }: ColumnLayout,
  from: number,
  to: number,
  target: Buffer,
  nullsAt: number,
  valuesAt: number,
): number {
  for (let row = from; row < to; row++) {
    target[nullsAt + row - from] =
      (buffer[headStart + (row >> 3)] >> (7 - (row & 7))) & 1;
  }
  const start = dataStart + from * fixedSize!;
  const length = (to - from) * fixedSize!;
  target.set(buffer.subarray(start, start + length), valuesAt);
  return valuesAt + length;
}

function writeVariable(
  { buffer, view }: ColumnBlock,
  { headStart, dataStart, type: { type } }: ColumnLayout,
  from: number,
  to: number,
  target: Buffer,
  targetView: DataView,
  {
    nullsAt,
    lengthsAt,
    valuesAt,
  }: { nullsAt: number; lengthsAt: number; valuesAt: number },
): number {
  const prefix = lengthPrefixOf(type);
  const isNchar = type === TDengineType.NCHAR;
  let position = valuesAt;
  for (let row = from; row < to; row++) {
    const index = row - from;
    const offset = view.getInt32(headStart + row * 4, true);
    if (offset === NULL_OFFSET) {
      target[nullsAt + index] = 1;
      targetView.setInt32(lengthsAt + index * 4, 0, true);
      continue;
    }
    const length = lengthAt(view, dataStart + offset, prefix);
    const start = dataStart + offset + prefix;
    const written = isNchar
      ? ucs4ToUtf8(view, start, start + length, target, position)
      : copyValue(buffer, start, length, target, position);
    if (written < 0) {
      throw new TDengineProtocolError(
        `Row ${row}: a value of ${typeName(
          type,
        )} is not valid Unicode and cannot be bound`,
      );
    }
    target[nullsAt + index] = 0;
    targetView.setInt32(lengthsAt + index * 4, written, true);
    position += written;
  }
  return position;
}

function copyValue(
  source: Uint8Array,
  start: number,
  length: number,
  target: Uint8Array,
  at: number,
): number {
  if (length > SHORT_VALUE) {
    target.set(source.subarray(start, start + length), at);
  } else {
    for (let index = 0; index < length; index++) {
      target[at + index] = source[start + index];
    }
  }
  return length;
}

function lengthAt(view: DataView, position: number, prefix: number): number {
  return prefix === 2
    ? view.getUint16(position, true)
    : view.getUint32(position, true);
}
