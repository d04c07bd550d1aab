import { ColumnBlock } from 'tdengine-client';

/**
 * Where the values of a block of one column begin: behind the header, one description and one length. The bitmap of NULLs
 * comes first, then the values.
 *
 * @internal
 */
export const SINGLE_COLUMN_HEAD = 28 + 9;

/**
 * The values of a block's timestamp column, where they can be read fast: as pairs of 32-bit halves.
 *
 * @internal
 */
export class TimestampColumn {
  readonly rows: number;
  readonly #view: DataView;
  readonly #start: number;

  private constructor(view: DataView, start: number, rows: number) {
    this.#view = view;
    this.#start = start;
    this.rows = rows;
  }

  static create(block: ColumnBlock, columnIndex: number): TimestampColumn {
    const single = block.slice(0, block.rows, [columnIndex]);
    return new TimestampColumn(
      new DataView(single.buffer, single.byteOffset, single.byteLength),
      SINGLE_COLUMN_HEAD + Math.ceil(block.rows / 8),
      block.rows,
    );
  }

  at(row: number): bigint {
    return this.#view.getBigInt64(this.#start + row * 8, true);
  }

  /** The least and the greatest value of some rows, at least one. */
  range(from = 0, to = this.rows): { first: bigint; last: bigint } {
    let least = from;
    let most = from;
    for (let row = from + 1; row < to; row++) {
      if (this.#isLess(row, least)) {
        least = row;
      } else if (this.#isLess(most, row)) {
        most = row;
      }
    }
    return { first: this.at(least), last: this.at(most) };
  }

  #isLess(left: number, right: number): boolean {
    const view = this.#view;
    const a = this.#start + left * 8;
    const b = this.#start + right * 8;
    const highA = view.getInt32(a + 4, true);
    const highB = view.getInt32(b + 4, true);
    return highA === highB
      ? view.getUint32(a, true) < view.getUint32(b, true)
      : highA < highB;
  }
}
