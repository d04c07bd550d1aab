import { isDecimal, isVariable, type Field } from '../types/DataType';
import type { ColumnVector } from '../storage/ColumnVector';
import type { ResultBlock } from '../execution/results';

const HEADER = 28;
const COLUMN_HEADER = 9;
const BLOCK_VERSION = 1;
const HAS_COLUMN_TYPES = 0x8000_0000;

/** A vector with the rows of a piece that it covers. */
interface Part {
  vector: ColumnVector;
  from: number;
  to: number;
}

/**
 * Writes a block of a result as TDengine puts it on the wire (`blockEncode` in `source/common/src/tdatablock.c`): a header,
 * type and size of every column, their lengths, then column after column. A fixed column is a bitmap (1 is NULL, the first
 * row is the highest bit) and its values; a variable one an offset a row (-1 is NULL) and its values with their lengths.
 */
export function encodeBlock(fields: Field[], block: ResultBlock): Buffer {
  const columns = fields.map((_, index) =>
    block.pieces.map(({ vectors, from, to }) => ({
      vector: vectors[index],
      from,
      to,
    })),
  );
  const lengths = columns.map(sizeOfParts);
  const bitmap = Math.ceil(block.rows / 8);
  const total =
    HEADER +
    COLUMN_HEADER * fields.length +
    lengths.reduce((sum, length) => sum + length, 0) +
    fields.reduce(
      (sum, { type }) => sum + (isVariable(type) ? 4 * block.rows : bitmap),
      0,
    ) +
    1;
  const buffer = Buffer.alloc(total);
  buffer.writeInt32LE(BLOCK_VERSION, 0);
  buffer.writeInt32LE(total, 4);
  buffer.writeInt32LE(block.rows, 8);
  buffer.writeInt32LE(fields.length, 12);
  buffer.writeUInt32LE(HAS_COLUMN_TYPES, 16);
  let at = HEADER;
  for (const field of fields) {
    at = writeColumnType(buffer, at, field);
  }
  for (const length of lengths) {
    at = buffer.writeInt32LE(length, at);
  }
  fields.forEach(({ type }, index) => {
    at = isVariable(type)
      ? writeOffsets(buffer, at, columns[index])
      : writeBitmap(buffer, at, columns[index], bitmap);
    for (const { vector, from, to } of columns[index]) {
      vector.writeRange(from, to, buffer, at);
      at += vector.sizeOfRange(from, to);
    }
  });
  return buffer;
}

function sizeOfParts(parts: Part[]): number {
  return parts.reduce(
    (sum, { vector, from, to }) => sum + vector.sizeOfRange(from, to),
    0,
  );
}

/** Decimals carry their digits where other types have their size. */
function writeColumnType(buffer: Buffer, at: number, { type }: Field): number {
  buffer.writeUInt8(type.type, at);
  const size = isDecimal(type)
    ? type.bytes * 0x100_0000 +
      (type.precision ?? 0) * 0x100 +
      (type.scale ?? 0)
    : type.bytes;
  return buffer.writeUInt32LE(size, at + 1);
}

function writeBitmap(
  buffer: Buffer,
  at: number,
  parts: Part[],
  size: number,
): number {
  let row = 0;
  for (const { vector, from, to } of parts) {
    for (let index = from; index < to; index++) {
      if (vector.isNull(index)) {
        buffer[at + (row >> 3)] |= 0x80 >> (row & 7);
      }
      row++;
    }
  }
  return at + size;
}

function writeOffsets(buffer: Buffer, at: number, parts: Part[]): number {
  let position = at;
  let offset = 0;
  for (const { vector, from, to } of parts) {
    for (let row = from; row < to; row++) {
      const isNull = vector.isNull(row);
      buffer.writeInt32LE(isNull ? -1 : offset, position);
      offset += isNull ? 0 : vector.sizeOf(row);
      position += 4;
    }
  }
  return position;
}
