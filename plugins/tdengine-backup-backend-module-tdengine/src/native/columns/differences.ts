/** Rows looked at to find out whether differences are the smaller numbers. */
const SAMPLE = 256;

/**
 * Replaces integers by their difference to the one before, small ones of either sign as small numbers (zigzag), all of it
 * modulo the width, so that it is exact for any values.
 *
 * @param values - little-endian integers of 2, 4 or 8 bytes, at an address that is a multiple of 8
 * @internal
 */
export function toDifferences(values: Uint8Array, size: number): void {
  if (size === 8) {
    toDifferences64(halvesOf(values));
    return;
  }
  const { numbers, shift } = integersOf(values, size);
  for (let row = numbers.length - 1; row > 0; row--) {
    const difference = ((numbers[row] - numbers[row - 1]) << shift) >> shift;
    numbers[row] = (difference << 1) ^ (difference >> 31);
  }
}

/**
 * The inverse of {@link toDifferences}.
 *
 * @internal
 */
export function fromDifferences(values: Uint8Array, size: number): void {
  if (size === 8) {
    fromDifferences64(halvesOf(values));
    return;
  }
  const { numbers, shift } = integersOf(values, size);
  const mask = 0xffffffff >>> shift;
  for (let row = 1; row < numbers.length; row++) {
    const zigzag = numbers[row] & mask;
    const difference = (zigzag >>> 1) ^ -(zigzag & 1);
    numbers[row] = numbers[row - 1] + difference;
  }
}

/**
 * Whether the differences of the first values take fewer bytes than the values.
 *
 * @internal
 */
export function differencesAreSmaller(
  values: Uint8Array,
  size: number,
): boolean {
  // A copy, to an address that integers can be read at.
  const sample = Uint8Array.from(values.subarray(0, SAMPLE * size));
  const plain = significantBytes(sample, size);
  toDifferences(sample, size);
  return significantBytes(sample, size) < plain;
}

/** Bytes of all values without leading ones that are all 0 or all 1. */
function significantBytes(values: Uint8Array, size: number): number {
  let total = 0;
  for (let start = 0; start < values.byteLength; start += size) {
    let last = size - 1;
    const fill = values[start + last];
    if (fill === 0 || fill === 0xff) {
      while (last >= 0 && values[start + last] === fill) {
        last--;
      }
    }
    total += last + 1;
  }
  return total;
}

function toDifferences64(halves: Int32Array): void {
  for (let at = halves.length - 2; at > 0; at -= 2) {
    const low = halves[at] >>> 0;
    const lowBefore = halves[at - 2] >>> 0;
    const lowDifference = (low - lowBefore) | 0;
    const highDifference =
      (halves[at + 1] - halves[at - 1] - (low < lowBefore ? 1 : 0)) | 0;
    const sign = highDifference >> 31;
    halves[at] = (lowDifference << 1) ^ sign;
    halves[at + 1] = ((highDifference << 1) | (lowDifference >>> 31)) ^ sign;
  }
}

function fromDifferences64(halves: Int32Array): void {
  for (let at = 2; at < halves.length; at += 2) {
    const sign = -(halves[at] & 1);
    const low = ((halves[at] >>> 1) | (halves[at + 1] << 31)) ^ sign;
    const high = (halves[at + 1] >>> 1) ^ sign;
    const lowSum = (halves[at - 2] >>> 0) + (low >>> 0);
    halves[at] = lowSum | 0;
    halves[at + 1] =
      (halves[at - 1] + high + (lowSum > 0xffffffff ? 1 : 0)) | 0;
  }
}

function halvesOf(values: Uint8Array): Int32Array {
  return new Int32Array(
    values.buffer,
    values.byteOffset,
    values.byteLength / 4,
  );
}

function integersOf(
  values: Uint8Array,
  size: number,
): { numbers: Int16Array | Int32Array; shift: number } {
  const { buffer, byteOffset, byteLength } = values;
  return size === 2
    ? { numbers: new Int16Array(buffer, byteOffset, byteLength / 2), shift: 16 }
    : { numbers: new Int32Array(buffer, byteOffset, byteLength / 4), shift: 0 };
}
