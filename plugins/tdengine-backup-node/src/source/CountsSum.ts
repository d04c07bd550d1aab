import { NumbersByName } from '../names';
import { TableCounts } from './BackupSession';

/**
 * Adds counts up, table by table. As long as there is one of them it is the sum: a part is all of its unit mostly.
 *
 * @public
 */
export class CountsSum {
  #first: TableCounts | undefined;
  #sum: NumbersByName | undefined;

  private constructor() {}

  static create(): CountsSum {
    return new CountsSum();
  }

  /** @param counts - must not change any more */
  add(counts: TableCounts): void {
    if (!this.#first) {
      this.#first = counts;
      return;
    }
    this.#sum ??= NumbersByName.create(this.#first);
    for (const [table, rows] of counts) {
      this.#sum.add(table, rows);
    }
  }

  /** What was added so far. */
  get counts(): TableCounts {
    return this.#sum ?? this.#first ?? NumbersByName.create();
  }
}
