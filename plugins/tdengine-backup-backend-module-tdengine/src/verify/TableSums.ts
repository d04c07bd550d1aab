import { BlockColumn } from 'tdengine-client';
import { RowHasher } from '../restore/RowHasher';

/**
 * Per table: how many rows, and two sums of their hashes, which no order of rows changes.
 *
 * @internal
 */
export class TableSums {
  readonly #hasher = new RowHasher();
  readonly #sums = new Map<
    string,
    { rows: number; high: number; low: number }
  >();

  private constructor() {}

  static create(): TableSums {
    return new TableSums();
  }

  /** Adds rows of a block, given the columns that are the table's own. */
  add(
    columns: readonly BlockColumn[],
    runs: Iterable<{ table: string; from: number; to: number }>,
  ): void {
    const hasher = this.#hasher;
    hasher.useBlock(columns);
    for (const { table, from, to } of runs) {
      hasher.useTable(table);
      const sum = this.#sums.get(table) ?? { rows: 0, high: 0, low: 0 };
      this.#sums.set(table, sum);
      for (let row = from; row < to; row++) {
        hasher.hash(row);
        sum.high = (sum.high + hasher.high) >>> 0;
        sum.low = (sum.low + hasher.low) >>> 0;
      }
      sum.rows += to - from;
    }
  }

  tables(): Iterable<string> {
    return this.#sums.keys();
  }

  rows(table: string): number {
    return this.#sums.get(table)?.rows ?? 0;
  }

  /** Whether a table has the same rows in both, as far as sums tell. */
  isEqual(table: string, other: TableSums): boolean {
    const [one, two] = [this.#sums.get(table), other.#sums.get(table)];
    return (
      one?.rows === two?.rows &&
      one?.high === two?.high &&
      one?.low === two?.low
    );
  }
}
