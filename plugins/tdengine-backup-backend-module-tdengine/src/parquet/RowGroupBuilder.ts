import { ColumnBlock } from 'tdengine-client';
import { EncodedColumn, encodeColumn } from './columns/encodeColumn';
import { encodeTableNames } from './columns/tableNames';

/** Rows from which on a group is large enough: a long run of one table goes back as one block. */
const TARGET_ROWS = 64 * 1024;
/** Bytes of blocks from which on it is, where rows are wide. */
const TARGET_BYTES = 4 * 1024 * 1024;

/**
 * The rows of a group, before compression.
 *
 * @internal
 */
export interface EncodedGroup {
  rows: number;
  tableNames: ReturnType<typeof encodeTableNames>;
  columns: EncodedColumn[];
  /** Rows of each table. */
  tables: Map<string, number>;
}

/**
 * Collects blocks into row groups.
 *
 * @internal
 */
export class RowGroupBuilder {
  readonly #table: string;
  readonly #tableNames: boolean;
  #blocks: ColumnBlock[] = [];
  #runs: Array<{ table: string; rows: number }> = [];
  #rows = 0;
  #bytes = 0;

  private constructor(table: string, tableNames: boolean) {
    this.#table = table;
    this.#tableNames = tableNames;
  }

  /** @param options - `tableNames`: blocks begin with a column of names of child tables; all rows are those of `table` otherwise */
  static create(options: {
    table: string;
    tableNames: boolean;
  }): RowGroupBuilder {
    return new RowGroupBuilder(options.table, options.tableNames);
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
    const runs = this.#tableNames
      ? block.runs(0)
      : [{ key: this.#table, from: 0, to: block.rows }];
    for (const { key, from, to } of runs) {
      const last = this.#runs.at(-1);
      if (last?.table === key) {
        last.rows += to - from;
      } else {
        this.#runs.push({ table: key, rows: to - from });
      }
    }
  }

  /** The group of what was added since the last one. */
  build(): EncodedGroup {
    const rows = this.#rows;
    const skipped = this.#tableNames ? 1 : 0;
    const columns = this.#blocks[0].columns.slice(skipped).map((_, index) =>
      encodeColumn(
        this.#blocks.map(block => block.columns[index + skipped]),
        rows,
        index === 0,
      ),
    );
    const tables = new Map<string, number>();
    for (const { table, rows: own } of this.#runs) {
      tables.set(table, (tables.get(table) ?? 0) + own);
    }
    const tableNames = encodeTableNames(this.#runs);
    this.#blocks = [];
    this.#runs = [];
    this.#rows = 0;
    this.#bytes = 0;
    return { rows, tableNames, columns, tables };
  }
}
