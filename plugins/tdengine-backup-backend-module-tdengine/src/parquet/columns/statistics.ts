import { TDengineType } from 'tdengine-client';

/** Longer values would make footers large; readers do without. */
const LONGEST = 256;

/**
 * The least and the greatest value of a column in a row group, in the bytes that Parquet has for them.
 *
 * @internal
 */
export interface Extremes {
  least: Uint8Array;
  greatest: Uint8Array;
}

/**
 * The extremes of numbers; NaN counts for none, as Parquet asks for, and a zero for either sign.
 *
 * @param values - in the form of a block, at an address that numbers can be read at, one at least
 * @internal
 */
export function numberExtremes(
  type: TDengineType,
  { buffer, byteOffset, byteLength }: Uint8Array,
): Extremes | undefined {
  const view = <T>(
    Numbers: new (buffer: ArrayBufferLike, at: number, length: number) => T,
    size: number,
  ) => new Numbers(buffer, byteOffset, byteLength / size);
  switch (type) {
    case TDengineType.BOOL: {
      const { least, greatest } = extremesOf(view(Uint8Array, 1));
      return { least: Uint8Array.of(least), greatest: Uint8Array.of(greatest) };
    }
    case TDengineType.TINYINT:
      return asInt32(extremesOf(view(Int8Array, 1)));
    case TDengineType.UTINYINT:
      return asInt32(extremesOf(view(Uint8Array, 1)));
    case TDengineType.SMALLINT:
      return asInt32(extremesOf(view(Int16Array, 2)));
    case TDengineType.USMALLINT:
      return asInt32(extremesOf(view(Uint16Array, 2)));
    case TDengineType.INT:
      return asInt32(extremesOf(view(Int32Array, 4)));
    case TDengineType.UINT:
      return asInt32(extremesOf(view(Uint32Array, 4)));
    case TDengineType.FLOAT:
      return floatExtremes(view(Float32Array, 4), 4);
    case TDengineType.DOUBLE:
      return floatExtremes(view(Float64Array, 8), 8);
    default:
      return int64Extremes(view(Int32Array, 4), type === TDengineType.UBIGINT);
  }
}

/**
 * The extremes of values of bytes, which Parquet compares as unsigned ones.
 *
 * @param lengths - one at least
 * @returns `undefined` where one of the two is long
 * @internal
 */
export function bytesExtremes(
  values: Uint8Array,
  lengths: Int32Array,
): Extremes | undefined {
  const bytes = Buffer.from(
    values.buffer,
    values.byteOffset,
    values.byteLength,
  );
  let least = { from: 0, to: lengths[0] };
  let greatest = least;
  let from = 0;
  for (let row = 0; row < lengths.length; row++) {
    const to = from + lengths[row];
    if (isLess(bytes, from, to, least)) {
      least = { from, to };
    } else if (isGreater(bytes, from, to, greatest)) {
      greatest = { from, to };
    }
    from = to;
  }
  const extremes = {
    least: Uint8Array.from(bytes.subarray(least.from, least.to)),
    greatest: Uint8Array.from(bytes.subarray(greatest.from, greatest.to)),
  };
  return extremes.least.byteLength <= LONGEST &&
    extremes.greatest.byteLength <= LONGEST
    ? extremes
    : undefined;
}

/**
 * The extremes of signed numbers of 16 bytes, the highest byte first.
 *
 * @internal
 */
export function bigEndianExtremes(values: Uint8Array): Extremes {
  const bytes = Buffer.from(
    values.buffer,
    values.byteOffset,
    values.byteLength,
  );
  const compare = (left: number, right: number) =>
    bytes.readInt8(left) - bytes.readInt8(right) ||
    bytes.compare(bytes, right + 1, right + 16, left + 1, left + 16);
  let least = 0;
  let greatest = 0;
  for (let at = 16; at < bytes.byteLength; at += 16) {
    if (compare(at, least) < 0) {
      least = at;
    } else if (compare(at, greatest) > 0) {
      greatest = at;
    }
  }
  return {
    least: Uint8Array.from(bytes.subarray(least, least + 16)),
    greatest: Uint8Array.from(bytes.subarray(greatest, greatest + 16)),
  };
}

interface Range {
  from: number;
  to: number;
}

/** Mostly told by the first byte: a call costs more than that. */
function isLess(bytes: Buffer, from: number, to: number, than: Range) {
  if (to > from && than.to > than.from && bytes[from] > bytes[than.from]) {
    return false;
  }
  return bytes.compare(bytes, than.from, than.to, from, to) < 0;
}

function isGreater(bytes: Buffer, from: number, to: number, than: Range) {
  if (to > from && than.to > than.from && bytes[from] < bytes[than.from]) {
    return false;
  }
  return bytes.compare(bytes, than.from, than.to, from, to) > 0;
}

function extremesOf(numbers: ArrayLike<number>): {
  least: number;
  greatest: number;
} {
  let least = numbers[0];
  let greatest = least;
  for (let row = 1; row < numbers.length; row++) {
    const number = numbers[row];
    if (number < least) {
      least = number;
    } else if (number > greatest) {
      greatest = number;
    }
  }
  return { least, greatest };
}

function asInt32(extremes: { least: number; greatest: number }): Extremes {
  const bytes = Buffer.alloc(8);
  bytes.writeInt32LE(extremes.least | 0, 0);
  bytes.writeInt32LE(extremes.greatest | 0, 4);
  return { least: bytes.subarray(0, 4), greatest: bytes.subarray(4) };
}

function floatExtremes(
  numbers: Float32Array | Float64Array,
  size: 4 | 8,
): Extremes | undefined {
  let least = Infinity;
  let greatest = -Infinity;
  for (let row = 0; row < numbers.length; row++) {
    const number = numbers[row];
    if (number <= least) {
      least = number;
    }
    if (number >= greatest) {
      greatest = number;
    }
  }
  if (least > greatest) {
    return undefined;
  }
  const bytes = Buffer.alloc(2 * size);
  const write = (number: number, at: number) =>
    size === 4
      ? bytes.writeFloatLE(number, at)
      : bytes.writeDoubleLE(number, at);
  write(least === 0 ? -0 : least, 0);
  write(greatest === 0 ? 0 : greatest, size);
  return { least: bytes.subarray(0, size), greatest: bytes.subarray(size) };
}

/** By halves, without an object for each number. */
function int64Extremes(halves: Int32Array, unsigned: boolean): Extremes {
  // Unsigned numbers are in the order of signed ones when their highest bit is flipped.
  const flip = unsigned ? 0x80000000 | 0 : 0;
  let least = 0;
  let greatest = 0;
  for (let at = 2; at < halves.length; at += 2) {
    if (isLess64(halves, at, least, flip)) {
      least = at;
    } else if (isLess64(halves, greatest, at, flip)) {
      greatest = at;
    }
  }
  const bytesAt = (at: number) =>
    Uint8Array.from(
      new Uint8Array(halves.buffer, halves.byteOffset + at * 4, 8),
    );
  return { least: bytesAt(least), greatest: bytesAt(greatest) };
}

function isLess64(
  halves: Int32Array,
  left: number,
  right: number,
  flip: number,
): boolean {
  const high = halves[left + 1] ^ flip;
  const than = halves[right + 1] ^ flip;
  return (
    high < than || (high === than && halves[left] >>> 0 < halves[right] >>> 0)
  );
}
