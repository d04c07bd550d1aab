import { ColumnBlock } from 'tdengine-client';

const NULL_MARK = 0x9e3779b9;

/**
 * Reduces rows to 64 bits, as two numbers of 32: the table's name and every value's bytes, NULL told apart from empty.
 * Two independent mixes of multiplications, in the manner of MurmurHash3; good enough that different rows have different
 * sums, and no more than that.
 *
 * @internal
 */
export class RowHasher {
  high = 0;
  low = 0;

  hash(
    table: string,
    block: ColumnBlock,
    columnIndexes: readonly number[],
    row: number,
  ): void {
    this.high = 0x811c9dc5;
    this.low = 0x2545f491;
    this.#addText(table);
    for (const index of columnIndexes) {
      const bytes = block.columns[index].bytes(row);
      if (bytes === undefined) {
        this.#add(NULL_MARK);
      } else {
        this.#addBytes(bytes);
      }
    }
    this.high = finish(this.high);
    this.low = finish(this.low);
  }

  #addText(text: string): void {
    this.#add(text.length);
    for (let index = 0; index < text.length; index++) {
      this.#add(text.charCodeAt(index));
    }
  }

  #addBytes(bytes: Uint8Array): void {
    const { length } = bytes;
    this.#add(length);
    let index = 0;
    for (; index + 4 <= length; index += 4) {
      this.#add(
        bytes[index] |
          (bytes[index + 1] << 8) |
          (bytes[index + 2] << 16) |
          (bytes[index + 3] << 24),
      );
    }
    for (; index < length; index++) {
      this.#add(bytes[index]);
    }
  }

  #add(value: number): void {
    const a = Math.imul(this.high ^ value, 0xcc9e2d51);
    this.high = Math.imul((a << 15) | (a >>> 17), 0x1b873593) + 0xe6546b64;
    const b = Math.imul(this.low ^ value, 0x85ebca6b);
    this.low = Math.imul((b << 13) | (b >>> 19), 0xc2b2ae35) + 0x38495ab5;
  }
}

function finish(value: number): number {
  let mixed = value;
  mixed ^= mixed >>> 16;
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  mixed ^= mixed >>> 16;
  return mixed >>> 0;
}
