import type { ColumnVector } from './ColumnVector';
import { selectRows } from './selectRows';
import { compareCells } from '../types/compareCells';

/**
 * Rows on their way into one table: values by column id. A column that is missing keeps the value a row with the same key
 * already has; a NULL that is given overwrites it.
 */
export class RowBatch {
  private constructor(
    readonly rows: number,
    readonly vectors: ReadonlyMap<number, ColumnVector>,
    readonly keys: BigInt64Array,
    private readonly secondKey: ColumnVector | undefined,
  ) {}

  /** @param secondKeyId - id of the second half of a composite key, which must be among the vectors */
  static create(
    vectors: ReadonlyMap<number, ColumnVector>,
    keyId: number,
    secondKeyId?: number,
  ): RowBatch {
    const time = vectors.get(keyId)!;
    const keys = new BigInt64Array(time.length);
    for (let row = 0; row < keys.length; row++) {
      keys[row] = time.cell(row) as bigint;
    }
    const secondKey =
      secondKeyId === undefined ? undefined : vectors.get(secondKeyId);
    return new RowBatch(time.length, vectors, keys, secondKey);
  }

  /** Order of a row of this batch against a row with another key; negative where it comes before. */
  compareTo(
    row: number,
    key: bigint,
    second: () => ColumnVector | undefined,
    at: number,
  ): number {
    if (this.keys[row] !== key) {
      return this.keys[row] < key ? -1 : 1;
    }
    const other = this.secondKey && second();
    return other ? compareCells(this.secondKey!.cell(row), other.cell(at)) : 0;
  }

  /** The same rows by ascending key, of rows with the same key only the last. */
  sorted(): RowBatch {
    if (this.isAscending()) {
      return this;
    }
    const order = Int32Array.from({ length: this.rows }, (_, row) => row);
    order.sort((left, right) => this.compareRows(left, right) || left - right);
    const kept = order.filter(
      (row, index) =>
        index + 1 === order.length ||
        this.compareRows(row, order[index + 1]) !== 0,
    );
    const vectors = new Map(
      [...this.vectors].map(([id, vector]) => [id, selectRows(vector, kept)]),
    );
    return new RowBatch(
      kept.length,
      vectors,
      BigInt64Array.from(kept, row => this.keys[row]),
      this.secondKey && selectRows(this.secondKey, kept),
    );
  }

  private isAscending(): boolean {
    for (let row = 1; row < this.rows; row++) {
      if (this.compareRows(row - 1, row) >= 0) {
        return false;
      }
    }
    return true;
  }

  private compareRows(left: number, right: number): number {
    return this.compareTo(left, this.keys[right], () => this.secondKey, right);
  }
}
