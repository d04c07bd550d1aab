import { NumbersByName } from 'backstage-plugin-tdengine-backup-node';
import { ColumnBlock } from 'tdengine-client';
import { encodeFrame, EncodedFrame } from './encodeFrame';
import { TableRun } from './nativeFormat';

/** Rows from which on a frame is large enough: a long run of one table goes back as one block. */
const TARGET_ROWS = 64 * 1024;
/** Bytes of blocks from which on it is, where rows are wide. */
const TARGET_BYTES = 4 * 1024 * 1024;

/**
 * Collects blocks into frames and gives the tables of a part their numbers, in the order they come.
 *
 * @internal
 */
export class FrameBuilder {
  readonly #tableNames: boolean;
  readonly #tables = NumbersByName.create();
  #blocks: ColumnBlock[] = [];
  #runs: TableRun[] = [];
  #newTables: string[] = [];
  #rows = 0;
  #bytes = 0;

  private constructor(tableNames: boolean) {
    this.#tableNames = tableNames;
  }

  /** @param tableNames - whether blocks begin with a column of names of child tables */
  static create(tableNames: boolean): FrameBuilder {
    return new FrameBuilder(tableNames);
  }

  /** The rows of the tables so far; a table's number in the part is its index. */
  get tables(): NumbersByName {
    return this.#tables;
  }

  get isFull(): boolean {
    return this.#rows >= TARGET_ROWS || this.#bytes >= TARGET_BYTES;
  }

  get isEmpty(): boolean {
    return this.#rows === 0;
  }

  /** @param block - with rows */
  add(block: ColumnBlock): void {
    this.#blocks.push(block);
    this.#rows += block.rows;
    this.#bytes += block.buffer.byteLength;
    if (!this.#tableNames) {
      return;
    }
    for (const { key, from, to } of block.runs(0)) {
      const table = this.#count(key, to - from);
      const last = this.#runs.at(-1);
      if (last?.table === table) {
        last.rows += to - from;
      } else {
        this.#runs.push({ table, rows: to - from });
      }
    }
  }

  /** The frame of what was added since the last one; the blocks are read when it is written. */
  build(): { frame: EncodedFrame; runs: TableRun[]; blocks: ColumnBlock[] } {
    const runs = this.#runs;
    const blocks = this.#blocks;
    const frame = encodeFrame(blocks, runs, this.#newTables, this.#tableNames);
    this.#blocks = [];
    this.#runs = [];
    this.#newTables = [];
    this.#rows = 0;
    this.#bytes = 0;
    return { frame, runs, blocks };
  }

  #count(name: string, rows: number): number {
    const known = this.#tables.size;
    const number = this.#tables.add(name, rows);
    if (number === known) {
      this.#newTables.push(name);
    }
    return number;
  }
}
