import { ByteReader } from '../thrift/ByteReader';
import { varint } from '../thrift/encodeThrift';

/** The bits of a byte in the other order, inverted: TDengine has NULL as 1 in the highest bit, Parquet a value as 1 in the lowest. */
const FLIPPED = Uint8Array.from({ length: 256 }, (_, byte) => {
  let flipped = 0;
  for (let bit = 0; bit < 8; bit++) {
    flipped |= byte & (0x80 >> bit) ? 0 : 1 << bit;
  }
  return flipped;
});

/**
 * Which rows have a value, in Parquet's RLE / bit-packing hybrid behind its length.
 *
 * @param nulls - bitmap as TDengine has it; absent where no row is NULL
 * @internal
 */
export function encodeLevels(
  nulls: Uint8Array | undefined,
  rows: number,
): Buffer {
  const runs = nulls
    ? Buffer.concat([
        varint((BigInt(Math.ceil(rows / 8)) << 1n) | 1n),
        nulls.map(byte => FLIPPED[byte]),
      ])
    : Buffer.concat([varint(BigInt(rows) << 1n), Uint8Array.of(1)]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(runs.byteLength);
  return Buffer.concat([length, runs]);
}

/**
 * The inverse of {@link encodeLevels}.
 *
 * @returns the bitmap as TDengine has it, how many rows have a value, and where the levels end
 * @throws RangeError for damage
 * @internal
 */
export function decodeLevels(
  page: Buffer,
  rows: number,
): { nulls: Uint8Array; values: number; end: number } {
  const length = page.readUInt32LE(0);
  const reader = ByteReader.create(page, 4);
  const runs = ByteReader.create(reader.take(length));
  const nulls = new Uint8Array(Math.ceil(rows / 8));
  const head = runs.count();
  let values = rows;
  if (head % 2 === 0) {
    const present = runs.byte() === 1;
    if (head / 2 !== rows) {
      throw new RangeError('A column has levels of another number of rows');
    }
    if (!present) {
      values = 0;
      nulls.fill(0xff);
    }
  } else {
    const bits = runs.take(nulls.byteLength);
    if ((head - 1) / 2 !== nulls.byteLength) {
      throw new RangeError('A column has levels of another number of rows');
    }
    for (let index = 0; index < bits.byteLength; index++) {
      nulls[index] = FLIPPED[bits[index]];
    }
    values = rows - countBits(nulls, rows);
  }
  if (runs.left > 0) {
    throw new RangeError('A column has more levels than rows');
  }
  return { nulls, values, end: reader.position };
}

/**
 * How many rows are NULL.
 *
 * @internal
 */
export function countBits(bits: Uint8Array, rows: number): number {
  let count = 0;
  const whole = rows >> 3;
  for (let index = 0; index < whole; index++) {
    for (let byte = bits[index]; byte > 0; byte &= byte - 1) {
      count++;
    }
  }
  for (let row = whole * 8; row < rows; row++) {
    count += bits[row >> 3] & (0x80 >> (row & 7)) ? 1 : 0;
  }
  return count;
}
