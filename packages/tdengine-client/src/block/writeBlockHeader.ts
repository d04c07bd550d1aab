import {
  BLOCK_VERSION,
  HAS_COLUMN_TYPES,
  HEADER_SIZE,
  isDecimal,
} from './blockLayout';
import type { ColumnType } from './ColumnSchema';

/**
 * Writes the header of a block: sizes, types and lengths of the columns.
 *
 * @returns where the first column starts
 * @internal
 */
export function writeBlockHeader(
  view: DataView,
  rows: number,
  types: readonly ColumnType[],
  dataLengths: readonly number[],
  groupId: bigint,
): number {
  view.setInt32(0, BLOCK_VERSION, true);
  view.setInt32(4, view.byteLength, true);
  view.setInt32(8, rows, true);
  view.setInt32(12, types.length, true);
  view.setInt32(16, HAS_COLUMN_TYPES, true);
  view.setBigUint64(20, groupId, true);
  let position = HEADER_SIZE;
  for (const type of types) {
    view.setInt8(position, type.type);
    view.setInt32(position + 1, headerBytes(type), true);
    position += 5;
  }
  for (const length of dataLengths) {
    view.setInt32(position, length, true);
    position += 4;
  }
  return position;
}

function headerBytes({ type, bytes, precision, scale }: ColumnType): number {
  return isDecimal(type)
    ? (bytes << 24) | ((precision ?? 0) << 8) | (scale ?? 0)
    : bytes;
}
