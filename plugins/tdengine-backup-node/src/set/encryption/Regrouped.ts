/**
 * Cuts what comes in pieces of any size into pieces of one size.
 *
 * @internal
 */
export class Regrouped {
  /** What is left over; it is shorter than a piece. */
  rest: Buffer = Buffer.alloc(0);
  readonly #size: number;

  constructor(size: number) {
    this.#size = size;
  }

  add(piece: Uint8Array): Buffer[] {
    const whole: Buffer[] = [];
    let bytes = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    if (this.rest.byteLength > 0) {
      const missing = this.#size - this.rest.byteLength;
      const joined = Buffer.concat([this.rest, bytes.subarray(0, missing)]);
      bytes = bytes.subarray(missing);
      if (joined.byteLength < this.#size) {
        this.rest = joined;
        return whole;
      }
      whole.push(joined);
    }
    let at = 0;
    for (; at + this.#size <= bytes.byteLength; at += this.#size) {
      whole.push(bytes.subarray(at, at + this.#size));
    }
    // A copy: whoever gave the piece may use its memory again.
    this.rest = Buffer.from(bytes.subarray(at));
    return whole;
  }
}
