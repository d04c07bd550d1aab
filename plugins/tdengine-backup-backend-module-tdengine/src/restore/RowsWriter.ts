import { setTimeout as sleep } from 'node:timers/promises';
import {
  BlockWriter,
  ColumnBlock,
  ColumnSchema,
  isTransient,
  quoteIdentifier,
  Stmt2Writer,
  TDengineClient,
  TDengineType,
} from 'tdengine-client';

/** From so many rows on, a block of its own is the faster way into a table. */
const ROWS_OF_A_BLOCK = 1000;
/** Tables in one bind. */
const MOST_TABLES = 500;
const MOST_BYTES = 8 * 1024 * 1024;
const LONGEST_BOUND_NAME = 192;
const ATTEMPTS = 8;
const FIRST_DELAY_MS = 200;

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
 * Writes rows into existing tables the fastest way that keeps every value: many rows of a table as a block, as it was
 * read; few rows of many tables bound together. A BLOB must never go into a block, since it takes the adapter down, and a
 * decimal is not bound, since releases differ in how they read one.
 *
 * @internal
 */
export class RowsWriter {
  readonly #client: TDengineClient;
  readonly #options: RowsWriterOptions;
  readonly #mustBind: boolean;
  readonly #mustWriteBlocks: boolean;
  #blocks: BlockWriter | undefined;
  #statement: Stmt2Writer | undefined;
  /** Runs to be bound; in one round each table is there once, as a bind wants it. */
  #rounds: Array<Map<string, RowsRun>> = [];
  #nextRound = new Map<string, number>();
  #pendingRows = 0;
  #pendingBytes = 0;

  private constructor(client: TDengineClient, options: RowsWriterOptions) {
    this.#client = client;
    this.#options = options;
    const types = options.columns.map(({ type }) => type);
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

  async write(run: RowsRun): Promise<void> {
    const rows = run.to - run.from;
    if (
      this.#mustWriteBlocks ||
      (!this.#mustBind &&
        (this.#options.superTable === undefined ||
          rows >= ROWS_OF_A_BLOCK ||
          !canBeBound(run.table)))
    ) {
      await this.#writeBlock(run);
    } else {
      await this.#bind(run);
    }
  }

  /** Writes what is still waiting. */
  async flush(): Promise<void> {
    const rounds = this.#rounds;
    this.#rounds = [];
    this.#nextRound = new Map();
    this.#pendingRows = 0;
    this.#pendingBytes = 0;
    for (const round of rounds) {
      await this.#bindRound([...round.values()]);
    }
  }

  async close(): Promise<void> {
    await this.#closeWriters();
  }

  async #writeBlock({ table, block, from, to }: RowsRun): Promise<void> {
    const { columns, superTable, signal } = this.#options;
    const bytes =
      from === 0 && to === block.rows ? block : block.slice(from, to);
    await this.#retrying(async () => {
      this.#blocks ??= await this.#client.writer(this.#options.database, {
        signal,
      });
      await this.#blocks.writeBlock(table, bytes, columns, {
        signal,
        ...(superTable !== undefined && { superTable }),
      });
    });
  }

  async #bind(run: RowsRun): Promise<void> {
    // A block with BLOBs can be large; it is cut where one bind would take too much.
    const perRow = run.block.buffer.byteLength / run.block.rows;
    const step = Math.max(1, Math.floor(MOST_BYTES / Math.max(1, perRow)));
    for (let from = run.from; from < run.to; from += step) {
      const to = Math.min(run.to, from + step);
      const round = this.#nextRound.get(run.table) ?? 0;
      this.#nextRound.set(run.table, round + 1);
      const tables = (this.#rounds[round] ??= new Map<string, RowsRun>());
      tables.set(run.table, { ...run, from, to });
      this.#pendingRows += to - from;
      this.#pendingBytes += (to - from) * perRow;
      if (
        this.#rounds[0].size >= MOST_TABLES ||
        this.#pendingBytes >= MOST_BYTES ||
        this.#pendingRows >= this.#options.batchSize
      ) {
        await this.flush();
      }
    }
  }

  async #bindRound(runs: readonly RowsRun[]): Promise<void> {
    const { database, columns, superTable, signal } = this.#options;
    await this.#retrying(async () => {
      this.#statement ??= await this.#client.stmt2(database, {
        signal,
        superTableInsert: superTable !== undefined,
        columns: columns.map(({ name }) => name),
      });
      await this.#statement.bind(
        runs.map(({ table, block, from, to }) => ({
          name: table,
          block,
          from,
          to,
          columnIndexes: columns.map((_, index) => index),
        })),
      );
    });
  }

  /** Writing the same rows again does no harm. */
  async #retrying(write: () => Promise<void>): Promise<void> {
    const { signal } = this.#options;
    for (let attempt = 1; ; attempt++) {
      try {
        await write();
        return;
      } catch (error) {
        signal.throwIfAborted();
        // The connection may be gone, and what it was told with it.
        await this.#closeWriters();
        if (attempt >= ATTEMPTS || !isTransient(error)) {
          throw error;
        }
      }
      await sleep(FIRST_DELAY_MS * 2 ** (attempt - 1), undefined, { signal });
    }
  }

  async #closeWriters(): Promise<void> {
    const writers = [this.#blocks, this.#statement];
    this.#blocks = undefined;
    this.#statement = undefined;
    for (const writer of writers) {
      await writer?.close();
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
  /** Rows of several tables that are bound at once. */
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
