/**
 * Integers of 1 to 4 bytes as numbers of 32 bits, which Parquet has for all of them.
 *
 * @param values - little-endian, at an address that numbers can be read at
 * @internal
 */
export function widen(
  values: Uint8Array,
  size: number,
  signed: boolean,
): Int32Array {
  const { buffer, byteOffset } = values;
  const count = values.byteLength / size;
  switch (size) {
    case 1:
      return Int32Array.from(
        signed ? new Int8Array(buffer, byteOffset, count) : values,
      );
    case 2:
      return Int32Array.from(
        signed
          ? new Int16Array(buffer, byteOffset, count)
          : new Uint16Array(buffer, byteOffset, count),
      );
    default:
      return new Int32Array(buffer, byteOffset, count);
  }
}

/**
 * The inverse of {@link widen}.
 *
 * @throws RangeError for a number that needs more bytes
 * @internal
 */
export function narrow(
  numbers: Int32Array,
  size: number,
  signed: boolean,
): Uint8Array {
  if (size === 4) {
    return bytesOf(numbers);
  }
  const narrowed =
    size === 1
      ? new (signed ? Int8Array : Uint8Array)(numbers)
      : new (signed ? Int16Array : Uint16Array)(numbers);
  for (let row = 0; row < numbers.length; row++) {
    if (narrowed[row] !== numbers[row]) {
      throw new RangeError(`${numbers[row]} needs more than ${size} bytes`);
    }
  }
  return bytesOf(narrowed);
}

/**
 * The bytes that numbers lie in.
 *
 * @internal
 */
export function bytesOf(numbers: ArrayBufferView): Uint8Array {
  return new Uint8Array(
    numbers.buffer as ArrayBuffer,
    numbers.byteOffset,
    numbers.byteLength,
  );
}
