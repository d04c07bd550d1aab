import { ColumnBlock, type ColumnSchema } from '../block';
import { onAbort, type ConnectionLease } from '../connection';
import { encodeWriteRawBlock } from '../protocol';
import { checkWritable } from './checkWritable';
import { joinSignals } from './operation';
import { checkTableName, type TargetTables } from './TargetTables';

/**
 * Options of `BlockWriter.writeBlock`.
 *
 * @public
 */
export interface WriteBlockOptions {
  /** Ends the writing and drops the writer's connection: whether the block was written is unknown then. */
  signal?: AbortSignal;
  /** The super table of `table`: its columns are looked up once instead of those of each child. */
  superTable?: string;
}

/**
 * Writes blocks into tables of one database as they were read, without converting a value. Holds a connection until it
 * is closed; one block at a time.
 *
 * @public
 */
export class BlockWriter {
  readonly #lease: ConnectionLease;
  readonly #targets: TargetTables;
  readonly #signal: AbortSignal;
  readonly #stopListening: () => void;

  private constructor(
    lease: ConnectionLease,
    targets: TargetTables,
    signal: AbortSignal,
  ) {
    this.#lease = lease;
    this.#targets = targets;
    this.#signal = signal;
    this.#stopListening = onAbort(signal, () => lease.discard());
  }

  /** @internal */
  static create(
    lease: ConnectionLease,
    targets: TargetTables,
    signal: AbortSignal,
  ): BlockWriter {
    return new BlockWriter(lease, targets, signal);
  }

  /**
   * Writes all rows of a block into an existing table, columns assigned by name; columns of the table that the block
   * lacks become NULL.
   *
   * @remarks
   * The block, its columns and the table's are checked before anything is sent, because the adapter and the server trust
   * what they get: a damaged block, or one with a BLOB column, takes the adapter down for everybody, and a column that
   * the table lacks shifts the others.
   *
   * @param table - name of the table as it is, not quoted
   * @param fields - the block's columns
   * @throws TDengineProtocolError for a damaged block or one that does not fit `fields`
   * @throws TDengineError with the server's code where it refuses, for example 0x060B for a timestamp outside KEEP: then
   * no row of the block is written
   */
  async writeBlock(
    table: string,
    block: Uint8Array | ColumnBlock,
    fields: readonly ColumnSchema[],
    options?: WriteBlockOptions,
  ): Promise<void> {
    const signal = joinSignals([this.#signal, options?.signal]);
    signal.throwIfAborted();
    checkTableName(table);
    const parsed =
      block instanceof ColumnBlock ? block : ColumnBlock.parse(block);
    checkWritable(parsed, fields);
    if (parsed.rows === 0) {
      return;
    }
    await this.#targets.check(options?.superTable ?? table, fields, signal);
    try {
      await this.#lease.connection.requestBinary(
        requestId =>
          encodeWriteRawBlock(
            requestId,
            table,
            parsed.buffer,
            parsed.rows,
            fields,
          ),
        `a block of ${parsed.rows} rows for table '${table}'`,
        { signal },
      );
    } catch (error) {
      this.#targets.forget();
      // Dropping the connection is how a signal ends the writing, not why.
      signal.throwIfAborted();
      throw error;
    }
  }

  /** Gives the connection back. */
  async close(): Promise<void> {
    this.#stopListening();
    this.#lease.release();
  }
}
