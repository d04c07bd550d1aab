import { randomInt } from 'node:crypto';

const FIRST_CAPACITY = 256;
/** A unit of UTF-16 takes that many bytes at most. */
const MOST_BYTES_PER_UNIT = 3;
/** Another one in each process: nobody can choose names that all have one hash. */
const SEED = randomInt(2 ** 32);

/**
 * Names one behind the other in flat memory. Each unit of UTF-16 is written for itself (as in CESU-8), so that every
 * string comes back as it was, also one that is not well-formed.
 *
 * @internal
 */
export class NameBytes {
  #bytes: Buffer = Buffer.allocUnsafeSlow(FIRST_CAPACITY);
  /** Where each name ends; it begins where the one before does. */
  #ends = new Uint32Array(FIRST_CAPACITY / 8);
  #count = 0;
  #end = 0;
  /** Where the prepared name ends, which lies behind the last one. */
  #preparedEnd = 0;

  private constructor() {}

  static create(): NameBytes {
    return new NameBytes();
  }

  get count(): number {
    return this.#count;
  }

  /** What all names take, the prepared one among them. */
  get preparedBytes(): number {
    return this.#preparedEnd;
  }

  /** Writes a name behind the others, to be compared with them or to be kept. Returns its hash, 32 bits. */
  prepare(name: string): number {
    this.#reserve(this.#end + name.length * MOST_BYTES_PER_UNIT);
    const bytes = this.#bytes;
    let at = this.#end;
    let hash = SEED;
    for (let index = 0; index < name.length; index++) {
      const unit = name.charCodeAt(index);
      if (unit < 0x80) {
        bytes[at++] = unit;
      } else if (unit < 0x800) {
        bytes[at++] = 0xc0 | (unit >> 6);
        bytes[at++] = 0x80 | (unit & 0x3f);
      } else {
        bytes[at++] = 0xe0 | (unit >> 12);
        bytes[at++] = 0x80 | ((unit >> 6) & 0x3f);
        bytes[at++] = 0x80 | (unit & 0x3f);
      }
      hash = Math.imul(hash ^ unit, 0x01000193);
    }
    this.#preparedEnd = at;
    // The low bits choose the place, and have seen too little of the first characters.
    hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
    return hash ^ (hash >>> 13);
  }

  /** Whether a name is the prepared one. */
  equalsPrepared(index: number): boolean {
    const bytes = this.#bytes;
    const start = this.#startOf(index);
    const length = this.#ends[index] - start;
    if (length !== this.#preparedEnd - this.#end) {
      return false;
    }
    // From the end: names of tables differ in their last characters.
    for (let offset = length - 1; offset >= 0; offset--) {
      if (bytes[start + offset] !== bytes[this.#end + offset]) {
        return false;
      }
    }
    return true;
  }

  /** Keeps the prepared name. */
  push(): void {
    if (this.#count === this.#ends.length) {
      const ends = new Uint32Array(this.#count * 2);
      ends.set(this.#ends);
      this.#ends = ends;
    }
    this.#end = this.#preparedEnd;
    this.#ends[this.#count++] = this.#end;
  }

  at(index: number): string {
    const bytes = this.#bytes;
    const start = this.#startOf(index);
    const end = this.#ends[index];
    for (let at = start; at < end; at++) {
      if (bytes[at] >= 0x80) {
        return decode(bytes, start, end);
      }
    }
    return bytes.toString('latin1', start, end);
  }

  #startOf(index: number): number {
    return index === 0 ? 0 : this.#ends[index - 1];
  }

  #reserve(length: number): void {
    if (length <= this.#bytes.length) {
      return;
    }
    const bytes = Buffer.allocUnsafeSlow(
      Math.max(length, this.#bytes.length * 2),
    );
    bytes.set(this.#bytes.subarray(0, this.#end));
    this.#bytes = bytes;
  }
}

function decode(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let at = start; at < end; ) {
    const first = bytes[at++];
    let unit = first;
    if (first >= 0xe0) {
      unit =
        ((first & 0x0f) << 12) |
        ((bytes[at++] & 0x3f) << 6) |
        (bytes[at++] & 0x3f);
    } else if (first >= 0x80) {
      unit = ((first & 0x1f) << 6) | (bytes[at++] & 0x3f);
    }
    text += String.fromCharCode(unit);
  }
  return text;
}
