import { ColumnBlock } from 'tdengine-client';

/**
 * The values of a block's timestamp column, read without an object for each: as pairs of 32-bit halves.
 *
 * @internal
 */
export class TimestampColumn {
  readonly #view: DataView;
  readonly #rows: number;

  private constructor(view: DataView) {
    this.#view = view;
    this.#rows = view.byteLength / 8;
  }

  static create(block: ColumnBlock, columnIndex: number): TimestampColumn {
    return TimestampColumn.of(block.columns[columnIndex].fixedParts().values);
  }

  /** @param values - integers of 64 bits, little-endian */
  static of(values: Uint8Array): TimestampColumn {
    return new TimestampColumn(
      new DataView(values.buffer, values.byteOffset, values.byteLength),
    );
  }

  at(row: number): bigint {
    return this.#view.getBigInt64(row * 8, true);
  }

  /** The least and the greatest value of some rows, at least one. */
  range(from = 0, to = this.#rows): { first: bigint; last: bigint } {
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
    const highLeft = view.getInt32(left * 8 + 4, true);
    const highRight = view.getInt32(right * 8 + 4, true);
    return highLeft === highRight
      ? view.getUint32(left * 8, true) < view.getUint32(right * 8, true)
      : highLeft < highRight;
  }
}
