import { BlockColumn, fixedSizeOf } from 'tdengine-client';

const NULL_MARK = 0x9e3779b9;

type AddValue = (row: number) => void;

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
  #startHigh = 0;
  #startLow = 0;
  #columns: AddValue[] = [];

  /** The columns of the block whose rows come next. */
  useBlock(columns: readonly BlockColumn[]): void {
    this.#columns = columns.map(column => {
      const size = fixedSizeOf(column.schema.type);
      return size === undefined
        ? this.#variableColumn(column)
        : this.#fixedColumn(column, size);
    });
  }

  /** The table whose rows come next. */
  useTable(name: string): void {
    this.high = 0x811c9dc5;
    this.low = 0x2545f491;
    this.#add(name.length);
    for (let index = 0; index < name.length; index++) {
      this.#add(name.charCodeAt(index));
    }
    this.#startHigh = this.high;
    this.#startLow = this.low;
  }

  /** Leaves the sum of a row in `high` and `low`. */
  hash(row: number): void {
    this.high = this.#startHigh;
    this.low = this.#startLow;
    for (const addValue of this.#columns) {
      addValue(row);
    }
    this.high = finish(this.high);
    this.low = finish(this.low);
  }

  #variableColumn(column: BlockColumn): AddValue {
    return row => {
      const bytes = column.bytes(row);
      if (bytes === undefined) {
        this.#add(NULL_MARK);
        return;
      }
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
    };
  }

  /** Values of fixed size are read where they lie, without an object for each. */
  #fixedColumn(column: BlockColumn, size: number): AddValue {
    const { nulls, values } = column.fixedParts();
    const view = new DataView(
      values.buffer,
      values.byteOffset,
      values.byteLength,
    );
    const isNull = (row: number) =>
      (nulls[row >> 3] & (0x80 >> (row & 7))) !== 0;
    return row => {
      if (isNull(row)) {
        this.#add(NULL_MARK);
        return;
      }
      this.#add(size);
      const at = row * size;
      if (size < 4) {
        this.#add(size === 1 ? view.getUint8(at) : view.getUint16(at, true));
        return;
      }
      for (let offset = 0; offset < size; offset += 4) {
        this.#add(view.getInt32(at + offset, true));
      }
    };
  }

  #add(value: number): void {
    const a = Math.imul(this.high ^ value, 0xcc9e2d51);
    this.high =
      (Math.imul((a << 15) | (a >>> 17), 0x1b873593) + 0xe6546b64) | 0;
    const b = Math.imul(this.low ^ value, 0x85ebca6b);
    this.low = (Math.imul((b << 13) | (b >>> 19), 0xc2b2ae35) + 0x38495ab5) | 0;
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
