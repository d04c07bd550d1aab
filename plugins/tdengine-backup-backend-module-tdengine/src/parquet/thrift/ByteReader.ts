/**
 * Reads numbers one after another from bytes that may be damaged.
 *
 * @internal
 */
export class ByteReader {
  readonly bytes: Uint8Array;
  #position: number;

  private constructor(bytes: Uint8Array, position: number) {
    this.bytes = bytes;
    this.#position = position;
  }

  static create(bytes: Uint8Array, position = 0): ByteReader {
    return new ByteReader(bytes, position);
  }

  get position(): number {
    return this.#position;
  }

  get left(): number {
    return this.bytes.byteLength - this.#position;
  }

  /** @throws RangeError at the end */
  byte(): number {
    if (!(this.left >= 1)) {
      throw new RangeError('It ends in the middle of a value');
    }
    return this.bytes[this.#position++];
  }

  /** A view of the next bytes. */
  take(length: number): Uint8Array {
    if (!(length >= 0 && length <= this.left)) {
      throw new RangeError(
        `It has ${this.left} more bytes where ${length} are claimed`,
      );
    }
    const start = this.#position;
    this.#position += length;
    return this.bytes.subarray(start, this.#position);
  }

  /** A number in groups of seven bits. */
  varint(): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.byte();
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) {
        return BigInt.asUintN(64, value);
      }
    }
    throw new RangeError('A number has more than 64 bits');
  }

  /** A number in groups of seven bits that counts something: at most 2^53. */
  count(): number {
    let value = 0;
    for (let factor = 1; factor < 2 ** 49; factor *= 128) {
      const byte = this.byte();
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) {
        return value;
      }
    }
    throw new RangeError('A count is too large');
  }

  /** The inverse of `zigzag`. */
  signed(): bigint {
    const value = this.varint();
    return BigInt.asIntN(64, (value >> 1n) ^ -(value & 1n));
  }
}
