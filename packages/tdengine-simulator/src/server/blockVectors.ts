import type { ColumnBlock } from 'tdengine-client';
import type { ColumnVector } from '../storage/ColumnVector';
import { FixedVector } from '../storage/FixedColumn';
import { VariableVector } from '../storage/VariableColumn';
import { fixedSize } from '../types/DataType';

const HEADER = 28;
const TYPE_SIZE = 5;

/**
 * The columns of a block that has been checked, read where they lie: a column of a block and a vector have the same layout
 * but for the bits that say NULL. See `encodeBlock` for the layout.
 */
export function blockVectors(block: ColumnBlock): ColumnVector[] {
  const { rows, columns } = block;
  const bytes = Buffer.from(
    block.buffer.buffer,
    block.buffer.byteOffset,
    block.buffer.byteLength,
  );
  const lengthsAt = HEADER + TYPE_SIZE * columns.length;
  let at = lengthsAt + 4 * columns.length;
  return columns.map(({ schema }, index) => {
    const length = bytes.readInt32LE(lengthsAt + 4 * index);
    const isFixed = fixedSize(schema) !== undefined;
    const headSize = isFixed ? Math.ceil(rows / 8) : 4 * rows;
    const head = bytes.subarray(at, at + headSize);
    const values = bytes.subarray(at + headSize, at + headSize + length);
    at += headSize + length;
    return isFixed
      ? new FixedVector(schema, rows, values, nullsOf(head, rows))
      : new VariableVector(schema, rows, values, startsOf(head, rows));
  });
}

function nullsOf(bitmap: Buffer, rows: number): Uint8Array {
  const nulls = new Uint8Array(rows);
  for (let row = 0; row < rows; row++) {
    nulls[row] = (bitmap[row >> 3] >> (7 - (row & 7))) & 1;
  }
  return nulls;
}

/** An offset of -1, which is NULL, becomes the largest number, which is NULL in a vector. */
function startsOf(offsets: Buffer, rows: number): Uint32Array {
  const starts = new Uint32Array(rows);
  for (let row = 0; row < rows; row++) {
    starts[row] = offsets.readUInt32LE(4 * row);
  }
  return starts;
}
