import { BlockColumn } from './BlockColumn';
import { readBlockLayout, type BlockLayout } from './blockLayout';
import { findRuns, type BlockRun } from './findRuns';
import { freeMemory } from './freeMemory';
import { sliceBlock } from './sliceBlock';

/**
 * A raw block of TDengine: rows in columns, read where they lie, without copies.
 *
 * @public
 */
export class ColumnBlock {
  /** The block's bytes, as they were parsed. */
  readonly buffer: Uint8Array;
  /** Number of rows. */
  readonly rows: number;
  /** Columns in the order of the block, without names: those come with the result's fields. */
  readonly columns: readonly BlockColumn[];
  /** @internal */
  readonly view: DataView;
  readonly #layout: BlockLayout;
  readonly #owned: boolean;

  private constructor(
    buffer: Uint8Array,
    view: DataView,
    layout: BlockLayout,
    owned: boolean,
  ) {
    const bytes = Buffer.from(
      buffer.buffer,
      buffer.byteOffset,
      buffer.byteLength,
    );
    this.buffer = buffer;
    this.view = view;
    this.#layout = layout;
    this.#owned = owned;
    this.rows = layout.rows;
    this.columns = layout.columns.map(
      column => new BlockColumn(bytes, view, layout.rows, column),
    );
  }

  /**
   * Checks a block as it comes from the wire and gives a view over it; the buffer must not change afterwards.
   *
   * @param options - `owned`: the memory of the buffer holds nothing else that is needed, see {@link ColumnBlock.release}
   * @throws TDengineProtocolError naming what is wrong, for any block in which a length or an offset leads outside
   */
  static parse(buffer: Uint8Array, options?: { owned?: boolean }): ColumnBlock {
    const view = new DataView(
      buffer.buffer,
      buffer.byteOffset,
      buffer.byteLength,
    );
    return new ColumnBlock(
      buffer,
      view,
      readBlockLayout(view),
      options?.owned ?? false,
    );
  }

  /**
   * Gives the memory of an owned block back, see {@link freeMemory}; does nothing for others. The block, its columns and
   * the bytes that were taken from them must not be looked at any more.
   */
  release(): void {
    if (this.#owned) {
      freeMemory(this.buffer);
    }
  }

  /**
   * Copies some rows and columns into a new block; values are copied as bytes.
   *
   * @param fromRow - first row
   * @param toRow - row behind the last one
   * @param columnIndexes - the columns in the order wanted, all by default
   * @throws RangeError for rows or columns that the block does not have
   */
  slice(
    fromRow: number,
    toRow: number,
    columnIndexes?: readonly number[],
  ): Uint8Array {
    this.#checkRows(fromRow, toRow);
    const columns = columnIndexes?.map(
      index => this.#layout.columns[this.#checkColumn(index)],
    );
    return sliceBlock(
      this.view,
      columns ?? this.#layout.columns,
      fromRow,
      toRow,
    );
  }

  /**
   * Finds the maximal runs of equal consecutive values of a column of variable length, such as `tbname`.
   *
   * @returns the runs in order, together all rows of the block; `key` is the value as text
   * @throws RangeError for a column that the block does not have
   * @throws TypeError for a column of fixed size
   * @throws TDengineProtocolError where a value is NULL or not valid text
   */
  runs(columnIndex: number): BlockRun[] {
    return findRuns(
      this.view,
      this.columns[this.#checkColumn(columnIndex)],
      columnIndex,
    );
  }

  #checkRows(fromRow: number, toRow: number): void {
    if (
      !Number.isInteger(fromRow) ||
      !Number.isInteger(toRow) ||
      fromRow < 0 ||
      fromRow > toRow ||
      toRow > this.rows
    ) {
      throw new RangeError(
        `Rows ${fromRow} to ${toRow} are outside the block of ${this.rows} rows`,
      );
    }
  }

  #checkColumn(index: number): number {
    if (this.#layout.columns[index] === undefined) {
      throw new RangeError(
        `Column index ${index} is outside the block of ${this.columns.length} columns`,
      );
    }
    return index;
  }
}
