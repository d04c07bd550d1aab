import { ByteReader } from '../thrift/ByteReader';
import { varint, zigzag } from '../thrift/encodeThrift';

/**
 * Parquet's DELTA_BINARY_PACKED: differences of neighbours, less the least of them in each block of 128, in as many bits
 * as the largest of each 32 needs. All is modulo the width, so it is exact for any values.
 */
const BLOCK = 128;
const MINIBLOCK = 32;
const MINIBLOCKS = BLOCK / MINIBLOCK;

// Halves of the differences of one block; used again for every block.
const low = new Int32Array(BLOCK);
const high = new Int32Array(BLOCK);

/**
 * Encodes integers of 32 bits, or of 64 bits as pairs of halves, the lower first.
 *
 * @param values - count, or 2 × count numbers
 * @internal
 */
export function encodeDeltas(
  values: Int32Array,
  count: number,
  wide: boolean,
): Buffer {
  const first = count > 0 ? valueAt(values, 0, wide) : 0n;
  const head = Buffer.concat([
    varint(BigInt(BLOCK)),
    varint(BigInt(MINIBLOCKS)),
    varint(BigInt(count)),
    varint(zigzag(first)),
  ]);
  const blocks = Math.ceil(Math.max(0, count - 1) / BLOCK);
  const longest = blocks * (10 + MINIBLOCKS + BLOCK * (wide ? 8 : 4));
  const target = Buffer.allocUnsafe(head.byteLength + longest);
  target.set(head);
  let at = head.byteLength;
  for (let from = 1; from < count; from += BLOCK) {
    const length = Math.min(BLOCK, count - from);
    const least = wide
      ? differences64(values, from, length)
      : differences32(values, from, length);
    const bytes = varint(zigzag(least));
    target.set(bytes, at);
    at = packBlock(target, at + bytes.byteLength, length);
  }
  return target.subarray(0, at);
}

/** Fills the halves with the differences less the least of them, which it returns. */
function differences32(
  values: Int32Array,
  from: number,
  length: number,
): bigint {
  let least = 0x7fffffff;
  for (let index = 0; index < length; index++) {
    const difference = (values[from + index] - values[from + index - 1]) | 0;
    low[index] = difference;
    least = difference < least ? difference : least;
  }
  for (let index = 0; index < length; index++) {
    low[index] -= least;
    high[index] = 0;
  }
  return BigInt(least);
}

function differences64(
  values: Int32Array,
  from: number,
  length: number,
): bigint {
  let leastLow = -1;
  let leastHigh = 0x7fffffff;
  for (let index = 0; index < length; index++) {
    const at = (from + index) * 2;
    const borrow = values[at] >>> 0 < values[at - 2] >>> 0 ? 1 : 0;
    const lower = (values[at] - values[at - 2]) | 0;
    const upper = (values[at + 1] - values[at - 1] - borrow) | 0;
    low[index] = lower;
    high[index] = upper;
    if (
      upper < leastHigh ||
      (upper === leastHigh && lower >>> 0 < leastLow >>> 0)
    ) {
      leastHigh = upper;
      leastLow = lower;
    }
  }
  for (let index = 0; index < length; index++) {
    const borrow = low[index] >>> 0 < leastLow >>> 0 ? 1 : 0;
    low[index] -= leastLow;
    high[index] -= leastHigh + borrow;
  }
  return (BigInt(leastHigh) << 32n) | BigInt(leastLow >>> 0);
}

function packBlock(target: Buffer, at: number, length: number): number {
  low.fill(0, length);
  high.fill(0, length);
  let to = at + MINIBLOCKS;
  for (let miniblock = 0; miniblock < MINIBLOCKS; miniblock++) {
    const from = miniblock * MINIBLOCK;
    const width = from < length ? widthOf(from) : 0;
    target[at + miniblock] = width;
    to = packMiniblock(target, to, from, width);
  }
  return to;
}

function widthOf(from: number): number {
  let lower = 0;
  let upper = 0;
  for (let index = from; index < from + MINIBLOCK; index++) {
    lower |= low[index];
    upper |= high[index];
  }
  return upper === 0 ? 32 - Math.clz32(lower) : 64 - Math.clz32(upper);
}

/** In pieces of at most 16 bits, so that what is not yet a whole byte fits beside them. */
function packMiniblock(
  target: Buffer,
  at: number,
  from: number,
  width: number,
): number {
  let to = at;
  let bits = 0;
  let filled = 0;
  for (let index = from; index < from + MINIBLOCK; index++) {
    for (let done = 0; done < width; done += 16) {
      const half = done < 32 ? low[index] : high[index];
      const piece = (half >>> (done & 16)) & 0xffff;
      bits |= piece << filled;
      filled += Math.min(16, width - done);
      while (filled >= 8) {
        target[to++] = bits;
        bits >>>= 8;
        filled -= 8;
      }
    }
  }
  return to;
}

/** Adds up differences. */
class Deltas {
  readonly #values: Int32Array;
  readonly #wide: boolean;

  private constructor(values: Int32Array, wide: boolean) {
    this.#values = values;
    this.#wide = wide;
  }

  static create(values: Int32Array, wide: boolean): Deltas {
    return new Deltas(values, wide);
  }

  unpack(
    packed: Uint8Array,
    width: number,
    least: bigint,
    rows: { from: number; length: number },
  ): void {
    const leastLow = Number(BigInt.asIntN(32, least));
    const leastHigh = Number(BigInt.asIntN(32, least >> 32n));
    const values = this.#values;
    let at = 0;
    let bits = 0;
    let filled = 0;
    for (let row = rows.from; row < rows.from + rows.length; row++) {
      let lower = 0;
      let upper = 0;
      for (let done = 0; done < width; done += 16) {
        const wanted = Math.min(16, width - done);
        while (filled < wanted) {
          bits |= packed[at++] << filled;
          filled += 8;
        }
        const piece = bits & ((1 << wanted) - 1);
        bits >>>= wanted;
        filled -= wanted;
        if (done < 32) {
          lower |= piece << (done & 16);
        } else {
          upper |= piece << (done & 16);
        }
      }
      if (!this.#wide) {
        values[row] = values[row - 1] + leastLow + lower;
        continue;
      }
      // Twice: what was packed and the least, then the value before.
      const delta = (lower >>> 0) + (leastLow >>> 0);
      const deltaHigh = upper + leastHigh + (delta > 0xffffffff ? 1 : 0);
      const sum = (delta >>> 0) + (values[row * 2 - 2] >>> 0);
      values[row * 2] = sum;
      values[row * 2 + 1] =
        values[row * 2 - 1] + deltaHigh + (sum > 0xffffffff ? 1 : 0);
    }
  }
}

/**
 * The inverse of {@link encodeDeltas}, which also takes what other writers make of the encoding.
 *
 * @param count - how many there have to be
 * @returns count, or 2 × count numbers, and where the bytes end
 * @throws RangeError for damage
 * @internal
 */
export function decodeDeltas(
  source: Uint8Array,
  at: number,
  count: number,
  wide: boolean,
): { values: Int32Array; end: number } {
  const reader = ByteReader.create(source, at);
  const block = reader.count();
  const miniblocks = reader.count();
  const size = block / miniblocks;
  if (
    reader.count() !== count ||
    !(size >= 8 && size <= 65_536) ||
    size % 8 !== 0
  ) {
    throw new RangeError('A column has another number of values than rows');
  }
  const values = new Int32Array(wide ? count * 2 : count);
  const first = reader.signed();
  let position = Math.min(1, count);
  if (wide && count > 0) {
    values[0] = Number(BigInt.asIntN(32, first));
    values[1] = Number(BigInt.asIntN(32, first >> 32n));
  } else if (count > 0) {
    values[0] = Number(BigInt.asIntN(32, first));
  }
  const deltas = Deltas.create(values, wide);
  while (position < count) {
    const least = reader.signed();
    const widths = reader.take(miniblocks);
    for (const width of widths) {
      if (position >= count) {
        break;
      }
      if (width > (wide ? 64 : 32)) {
        throw new RangeError(`A number has ${width} bits`);
      }
      const packed = reader.take((size / 8) * width);
      const length = Math.min(size, count - position);
      deltas.unpack(packed, width, least, { from: position, length });
      position += length;
    }
  }
  return { values, end: reader.position };
}

function valueAt(values: Int32Array, row: number, wide: boolean): bigint {
  return wide
    ? (BigInt(values[row * 2 + 1]) << 32n) | BigInt(values[row * 2] >>> 0)
    : BigInt(values[row]);
}
