import {
  ColumnBlock,
  typeName,
  type ColumnSchema,
  type Precision,
} from '../block';
import { onAbort, type ConnectionLease } from '../connection';
import { TDengineConnectionError, TDengineProtocolError } from '../errors';
import { encodeFetchRawBlock, type QueryResponse } from '../protocol';

/**
 * The rows of a query in blocks, as they come.
 *
 * @public
 */
export interface ScanResult {
  /** Names and types of the columns, in the order of the blocks' columns. */
  readonly fields: ColumnSchema[];
  /** Unit of the timestamps. */
  readonly precision: Precision;
  /**
   * The blocks, once. While the consumer is busy with one, at most `readAhead` more are read: a slow consumer slows the
   * reading. Throws where the server reports an error or the connection breaks, never ends early without one.
   */
  readonly blocks: AsyncIterable<ColumnBlock>;
  /** Gives the connection back; needed only where `blocks` is not read to its end and not left by `break`, `return` or an error. */
  close(): Promise<void>;
}

/**
 * TDengine sends none, or a few; a server that sends nothing else would never be done, and never be late.
 */
const MOST_EMPTY_BLOCKS = 1_000;

/**
 * A scan holds one connection from the query to the last block.
 *
 * @remarks
 * Never more than one fetch is on its way: the adapter answers fetches of one result out of one buffer and without
 * order (`fetchRawBlock` in taosAdapter's `controller/ws/ws/fetch.go`), so a second one could overwrite the first
 * answer before it is sent. Reading ahead starts the next fetch when an answer has arrived, not before.
 *
 * @internal
 */
export class Scan implements ScanResult {
  readonly fields: ColumnSchema[];
  readonly precision: Precision;
  readonly blocks: AsyncIterable<ColumnBlock>;
  readonly #lease: ConnectionLease;
  readonly #resultId: number;
  readonly #sql: string;
  readonly #signal: AbortSignal;
  readonly #stopListening: () => void;
  #lastFetch: Promise<ColumnBlock | undefined> | undefined;
  #emptyBlocks = 0;
  #started = false;
  #finished = false;
  #ended = false;

  private constructor(
    lease: ConnectionLease,
    query: QueryResponse,
    options: { sql: string; readAhead: number; signal: AbortSignal },
  ) {
    this.#lease = lease;
    this.#resultId = query.resultId;
    this.#sql = options.sql;
    this.#signal = options.signal;
    this.fields = query.fields;
    this.precision = query.precision;
    this.blocks = {
      [Symbol.asyncIterator]: () => this.#read(options.readAhead),
    };
    this.#stopListening = onAbort(options.signal, () => this.#abandon());
  }

  static create(
    lease: ConnectionLease,
    query: QueryResponse,
    options: { sql: string; readAhead: number; signal: AbortSignal },
  ): Scan {
    return new Scan(lease, query, options);
  }

  async close(): Promise<void> {
    if (!this.#end()) {
      return;
    }
    // One fetch may be on its way; those behind it do not start any more.
    await this.#lastFetch?.catch(() => {});
    if (!this.#finished) {
      this.#lease.connection.notify('free_result', { id: this.#resultId });
    }
    this.#lease.release();
  }

  async *#read(readAhead: number): AsyncGenerator<ColumnBlock, void> {
    if (this.#started) {
      throw new TypeError('The blocks of a scan can be read once');
    }
    this.#started = true;
    const ahead: Array<Promise<ColumnBlock | undefined>> = [];
    try {
      for (;;) {
        this.#signal.throwIfAborted();
        while (ahead.length <= readAhead) {
          ahead.push(this.#fetchNext());
        }
        const block = await ahead.shift();
        if (block === undefined) {
          return;
        }
        yield block;
      }
    } catch (error) {
      this.#abandon();
      // Dropping the connection is how a signal ends the scan, not why.
      this.#signal.throwIfAborted();
      throw error;
    } finally {
      await this.close();
    }
  }

  /** Fetches after the fetch before, and only if that brought a block. */
  #fetchNext(): Promise<ColumnBlock | undefined> {
    const previous = this.#lastFetch;
    const fetch = previous
      ? previous.then(block => block && this.#fetch())
      : this.#fetch();
    // Whoever takes it from the line sees the error; nobody may, after an early end.
    fetch.catch(() => {});
    this.#lastFetch = fetch;
    return fetch;
  }

  async #fetch(): Promise<ColumnBlock | undefined> {
    if (this.#ended) {
      throw new TDengineConnectionError('The scan was closed', {
        transient: false,
        sql: this.#sql,
      });
    }
    const { finished, block, owned } =
      await this.#lease.connection.requestBlock(
        requestId => encodeFetchRawBlock(requestId, this.#resultId),
        { signal: this.#signal, sql: this.#sql },
      );
    if (finished || block === undefined) {
      this.#finished = true;
      return undefined;
    }
    const parsed = ColumnBlock.parse(block, { owned });
    this.#checkColumns(parsed);
    this.#checkProgress(parsed);
    return parsed;
  }

  #checkColumns({ columns }: ColumnBlock): void {
    const { fields } = this;
    const wrong =
      columns.length !== fields.length
        ? 0
        : columns.findIndex(
            ({ schema }, index) => schema.type !== fields[index].type,
          );
    if (wrong >= 0) {
      throw new TDengineProtocolError(
        `The server sent a block of ${columns.length} columns, ${typeName(
          columns[wrong]?.schema.type,
        )} at ${wrong + 1}, for a result of ${fields.length}, ${typeName(
          fields[wrong]?.type,
        )} there`,
        { sql: this.#sql },
      );
    }
  }

  #checkProgress({ rows }: ColumnBlock): void {
    this.#emptyBlocks = rows === 0 ? this.#emptyBlocks + 1 : 0;
    if (this.#emptyBlocks > MOST_EMPTY_BLOCKS) {
      throw new TDengineProtocolError(
        `The server sent more than ${MOST_EMPTY_BLOCKS} blocks without a row, one after the other`,
        { sql: this.#sql },
      );
    }
  }

  #abandon(): void {
    if (this.#end()) {
      this.#lease.discard();
    }
  }

  /** Returns whether this call was the one that ended the scan. */
  #end(): boolean {
    const first = !this.#ended;
    this.#ended = true;
    this.#stopListening();
    return first;
  }
}
