import { inStage } from 'backstage-plugin-tdengine-backup-node';
import {
  ColumnBlock,
  ColumnSchema,
  quoteIdentifier,
  TDengineClient,
  TDengineType,
} from 'tdengine-client';
import { BlockUses } from './BlockUses';
import { WriteLanes } from './WriteLanes';

/** Writes on their way at once: the server works on one while the next is sent. */
const LANES = 3;
/** Tables in one bind. */
const MOST_TABLES = 500;
const MOST_BOUND_ROWS = 64_000;
const MOST_BYTES = 8 * 1024 * 1024;
const LONGEST_BOUND_NAME = 192;

/**
 * Rows of one table in a block.
 *
 * @internal
 */
export interface RowsRun {
  table: string;
  block: ColumnBlock;
  from: number;
  to: number;
}

/**
 * Writes rows into existing tables the fastest way that keeps every value: those of child tables bound together, so that
 * the server commits many tables at once; those of a normal table as a block. A BLOB must never go into a block, since it
 * takes the adapter down, and a decimal is not bound, since releases differ in how they read one.
 *
 * @internal
 */
export class RowsWriter {
  readonly #options: RowsWriterOptions;
  readonly #lanes: WriteLanes;
  readonly #columnIndexes: number[];
  readonly #mustBind: boolean;
  readonly #mustWriteBlocks: boolean;
  readonly #uses = BlockUses.create();
  /** Runs to be bound; in one round each table is there once, as a bind wants it. */
  #rounds: Array<Map<string, RowsRun>> = [];
  #nextRound = new Map<string, number>();
  #pendingRows = 0;
  #pendingBytes = 0;

  private constructor(client: TDengineClient, options: RowsWriterOptions) {
    const { database, columns, superTable, signal } = options;
    this.#options = options;
    this.#lanes = WriteLanes.create(LANES, client, {
      database,
      columns: columns.map(({ name }) => name),
      superTableInsert: superTable !== undefined,
      signal,
    });
    this.#columnIndexes = columns.map((_, index) => index);
    const types = columns.map(({ type }) => type);
    this.#mustBind = types.includes(TDengineType.BLOB);
    this.#mustWriteBlocks =
      !this.#mustBind &&
      (types.includes(TDengineType.DECIMAL) ||
        types.includes(TDengineType.DECIMAL64));
  }

  static create(
    client: TDengineClient,
    options: RowsWriterOptions,
  ): RowsWriter {
    return new RowsWriter(client, options);
  }

  /** Sends rows, or keeps them to be sent with others; throws what an earlier write failed with. */
  async write(run: RowsRun): Promise<void> {
    const wantsBlock =
      this.#options.superTable === undefined || !canBeBound(run.table);
    if (this.#mustWriteBlocks || (!this.#mustBind && wantsBlock)) {
      await this.#writeBlock(run);
    } else {
      await this.#bind(run);
    }
  }

  /** A block whose runs come next. */
  begin(block: ColumnBlock): void {
    this.#uses.add(block);
  }

  /** No more runs of the block come: its memory is given back when those that came are written. */
  end(block: ColumnBlock): void {
    this.#uses.end(block);
  }

  /** Waits until all rows are written. */
  async flush(): Promise<void> {
    await this.#bindPending();
    await this.#lanes.settle();
  }

  async close(): Promise<void> {
    await this.#lanes.close();
  }

  async #writeBlock({ table, block, from, to }: RowsRun): Promise<void> {
    const { columns, superTable, signal } = this.#options;
    const whole = from === 0 && to === block.rows;
    const rows = whole ? block : block.slice(from, to);
    if (whole) {
      this.#uses.add(block);
    }
    await this.#lanes.start(async lane => {
      const writer = await lane.blocks();
      await inStage('send blocks', () =>
        writer.writeBlock(table, rows, columns, {
          signal,
          ...(superTable !== undefined && { superTable }),
        }),
      );
      if (whole) {
        this.#uses.end(block);
      }
    });
  }

  async #bind(run: RowsRun): Promise<void> {
    // A block with BLOBs can be large; it is cut where one bind would take too much.
    const perRow = run.block.buffer.byteLength / run.block.rows;
    const step = Math.min(
      this.#options.batchSize,
      Math.max(1, Math.floor(MOST_BYTES / Math.max(1, perRow))),
    );
    let to = run.from;
    for (let from = run.from; from < run.to; from = to) {
      to = this.#bindableTo(run.block, from, Math.min(run.to, from + step));
      const round = this.#nextRound.get(run.table) ?? 0;
      this.#nextRound.set(run.table, round + 1);
      const tables = (this.#rounds[round] ??= new Map<string, RowsRun>());
      this.#uses.add(run.block);
      tables.set(
        run.table,
        to - from === run.to - run.from ? run : { ...run, from, to },
      );
      this.#pendingRows += to - from;
      this.#pendingBytes += (to - from) * perRow;
      if (
        this.#rounds[0].size >= MOST_TABLES ||
        this.#pendingBytes >= MOST_BYTES ||
        this.#pendingRows >= MOST_BOUND_ROWS
      ) {
        await this.#bindPending();
      }
    }
  }

  /** Rows with BLOBs are bound in the order of their timestamps; files hold them in the order the server gave them. */
  #bindableTo(block: ColumnBlock, from: number, to: number): number {
    return this.#mustBind ? block.columns[0].ascendingTo(from, to) : to;
  }

  async #bindPending(): Promise<void> {
    const rounds = this.#rounds;
    this.#rounds = [];
    this.#nextRound = new Map();
    this.#pendingRows = 0;
    this.#pendingBytes = 0;
    for (const round of rounds) {
      const tables = [...round.values()].map(({ table, block, from, to }) => ({
        name: table,
        block,
        from,
        to,
        columnIndexes: this.#columnIndexes,
      }));
      await this.#lanes.start(async lane => {
        const statement = await lane.statement();
        await inStage('bind', () => statement.bind(tables));
        tables.forEach(({ block }) => this.#uses.end(block));
      });
    }
  }
}

/**
 * @internal
 */
export interface RowsWriterOptions {
  database: string;
  /** Absent for a normal table. */
  superTable?: string;
  columns: readonly ColumnSchema[];
  /** Rows of one table in one bind, at most. */
  batchSize: number;
  signal: AbortSignal;
}

/** A bind quotes a name that begins with a quote, and the server cuts off what is then longer than a name. */
function canBeBound(table: string): boolean {
  return (
    !/^[`'"]/.test(table) ||
    Buffer.byteLength(quoteIdentifier(table)) <= LONGEST_BOUND_NAME
  );
}
