import { TDengineType, typeName, type ColumnBlock } from '../block';
import { isDecimal } from '../block/blockLayout';
import { onAbort, type ConnectionLease } from '../connection';
import { TDengineError, TDengineUnsupportedVersionError } from '../errors';
import {
  boundTableName,
  encodeStmt2Bind,
  numberOf,
  type Stmt2Table,
} from '../protocol';
import { compareVersions, quoteIdentifier } from '../sql';
import { LONGEST_TABLE_NAME, checkTableName } from './TargetTables';

/** From this version on decimals are bound in another form. */
const DECIMAL_CHANGED_IN = '3.4.0.0';

/**
 * Options of `TDengineClient.stmt2`.
 *
 * @public
 */
export interface Stmt2Options {
  /** Ends the writing and drops the writer's connection. */
  signal?: AbortSignal;
  /** `true` where all tables of one `bind` are children of one super table, which is faster. */
  superTableInsert: boolean;
  /** Names of the columns that are bound, in order; by default all columns of the table in its order. */
  columns?: readonly string[];
  /**
   * Creates tables that are not there yet as children of this super table, with the tags that each table of a `bind`
   * brings: the only way to give a tag a value that no literal of SQL stands for. Names of the tags, in order.
   */
  using?: { superTable: string; tags: readonly string[] };
}

/**
 * Writes rows of many tables at a time through a prepared statement. Holds a connection until it is closed; one `bind`
 * at a time.
 *
 * @public
 */
export class Stmt2Writer {
  readonly #lease: ConnectionLease;
  readonly #options: Stmt2Options;
  readonly #signal: AbortSignal;
  readonly #stopListening: () => void;
  #statement: { id: number; columns: number } | undefined;

  private constructor(
    lease: ConnectionLease,
    options: Stmt2Options,
    signal: AbortSignal,
  ) {
    this.#lease = lease;
    this.#options = options;
    this.#signal = signal;
    this.#stopListening = onAbort(signal, () => lease.discard());
  }

  /** @internal */
  static create(
    lease: ConnectionLease,
    options: Stmt2Options,
    signal: AbortSignal,
  ): Stmt2Writer {
    return new Stmt2Writer(lease, options, signal);
  }

  /**
   * Writes rows of existing tables, each table once. Rows with BLOBs have to come in the order of their timestamps, each
   * timestamp once.
   *
   * @returns the number of rows written
   * @throws RangeError for rows, columns or tables that cannot be bound
   * @throws TDengineError with the server's code where it refuses, or where it wrote another number of rows than it got
   * @throws TDengineUnsupportedVersionError for decimals on a server that takes them in a form unknown to this package
   */
  async bind(tables: readonly Stmt2Table[]): Promise<number> {
    const bound = tables.filter(({ from, to }) => to !== from);
    this.#check(bound);
    const rows = bound.reduce((total, { from, to }) => total + to - from, 0);
    if (rows === 0) {
      return 0;
    }
    const signal = this.#signal;
    const { connection } = this.#lease;
    try {
      const id = await this.#prepare(bound[0].columnIndexes.length);
      await connection.requestBinary(
        requestId => encodeStmt2Bind(requestId, id, bound),
        `the binding of ${rows} rows`,
        { signal },
      );
      const { body } = await connection.request(
        'stmt2_exec',
        { stmt_id: id },
        { signal },
      );
      const affected = numberOf(body, 'affected');
      if (affected !== rows) {
        throw new TDengineError(
          `TDengine wrote ${affected} of ${rows} rows bound for ${bound.length} tables`,
        );
      }
      return affected;
    } catch (error) {
      // A statement that failed may keep parts of what was bound: the next bind gets a new one.
      await this.#closeStatement();
      // Dropping the connection is how a signal ends the binding, not why.
      signal.throwIfAborted();
      throw error;
    }
  }

  /** Gives the connection back. */
  async close(): Promise<void> {
    await this.#closeStatement();
    this.#stopListening();
    this.#lease.release();
  }

  async #prepare(columns: number): Promise<number> {
    if (this.#statement?.columns === columns) {
      return this.#statement.id;
    }
    await this.#closeStatement();
    const signal = this.#signal;
    const { connection } = this.#lease;
    const { body } = await connection.request(
      'stmt2_init',
      {
        single_stb_insert: this.#options.superTableInsert,
        single_table_bind_once: true,
      },
      { signal },
    );
    const id = numberOf(body, 'stmt_id');
    this.#statement = { id, columns };
    const sql = this.#sql(columns);
    await connection.request(
      'stmt2_prepare',
      // Asking for the fields fails while no table is named.
      { stmt_id: id, sql, get_fields: false },
      { signal, sql },
    );
    return id;
  }

  #sql(columns: number): string {
    const names = this.#options.columns;
    const list = names ? ` (${names.map(quoteIdentifier).join(', ')})` : '';
    return `insert into ?${this.#using()}${list} values (${placeholders(
      columns,
    )})`;
  }

  #using(): string {
    const { using } = this.#options;
    if (!using) {
      return '';
    }
    const tags = using.tags.map(quoteIdentifier).join(', ');
    return ` using ${quoteIdentifier(
      using.superTable,
    )} (${tags}) tags (${placeholders(using.tags.length)})`;
  }

  async #closeStatement(): Promise<void> {
    const statement = this.#statement;
    this.#statement = undefined;
    if (statement && this.#lease.connection.isOpen) {
      try {
        await this.#lease.connection.request(
          'stmt2_close',
          { stmt_id: statement.id },
          { signal: this.#signal },
        );
      } catch {
        // The connection frees its statements when it closes; what failed before is the error worth telling.
        this.#lease.connection.destroy();
      }
    }
  }

  #check(tables: readonly Stmt2Table[]): void {
    const names = new Set<string>();
    for (const { name, block, from, to, columnIndexes, tags } of tables) {
      checkTableName(name);
      this.#checkBoundName(name);
      if (names.has(name)) {
        throw new RangeError(`Table '${name}' is bound twice at a time`);
      }
      names.add(name);
      if (!(from >= 0 && from <= to && to <= block.rows)) {
        throw new RangeError(
          `Rows ${from} to ${to} for table '${name}' are outside the block of ${block.rows} rows`,
        );
      }
      const expected = this.#options.columns ?? tables[0].columnIndexes;
      if (columnIndexes.length !== expected.length) {
        throw new RangeError(
          `Table '${name}' binds ${columnIndexes.length} columns, not ${expected.length}`,
        );
      }
      for (const index of columnIndexes) {
        this.#checkType(name, block.columns[index]?.schema.type, index);
      }
      checkOrder(name, block, { from, to, columnIndexes });
      this.#checkTags(name, tags);
    }
  }

  #checkTags(table: string, tags: Stmt2Table['tags']): void {
    const expected = this.#options.using?.tags.length ?? 0;
    const count = tags?.block.columns.length ?? 0;
    if (count !== expected) {
      throw new RangeError(
        `Table '${table}' binds ${count} tags, not ${expected}`,
      );
    }
    if (tags && !(tags.row >= 0 && tags.row < tags.block.rows)) {
      throw new RangeError(
        `Row ${tags.row} with the tags of table '${table}' is outside the block of ${tags.block.rows} rows`,
      );
    }
    tags?.block.columns.forEach(({ schema }, index) =>
      this.#checkType(table, schema.type, index),
    );
  }

  /** For children of one super table the server cuts the name off without an error (`stmt2` in 3.3.7). */
  #checkBoundName(name: string): void {
    if (
      this.#options.superTableInsert &&
      Buffer.byteLength(boundTableName(name)) > LONGEST_TABLE_NAME
    ) {
      throw new RangeError(
        `Table '${name}' has too long a name, quoted, for superTableInsert`,
      );
    }
  }

  #checkType(table: string, type: TDengineType | undefined, index: number) {
    if (type === undefined || type === TDengineType.JSON) {
      throw new RangeError(
        `Column index ${index} for table '${table}' is ${
          type === undefined ? 'outside the block' : typeName(type)
        } and cannot be bound`,
      );
    }
    const { clientVersion } = this.#lease.connection;
    if (
      isDecimal(type) &&
      compareVersions(clientVersion, DECIMAL_CHANGED_IN) >= 0
    ) {
      throw new TDengineUnsupportedVersionError(
        `Decimals for table '${table}' cannot be bound on TDengine ${clientVersion}; write blocks instead`,
      );
    }
  }
}

/**
 * Rows in another order are sorted in the adapter's process, which for BLOBs writes outside its memory there and ends it
 * (`tColDataSortMerge` in 3.3.7).
 */
function checkOrder(
  table: string,
  { columns }: ColumnBlock,
  {
    from,
    to,
    columnIndexes,
  }: { from: number; to: number; columnIndexes: readonly number[] },
): void {
  const hasBlob = columnIndexes.some(
    index => columns[index].schema.type === TDengineType.BLOB,
  );
  const key = columns[columnIndexes[0]];
  if (!hasBlob || key.schema.type !== TDengineType.TIMESTAMP) {
    return;
  }
  const row = key.ascendingTo(from, to);
  if (row < to) {
    throw new RangeError(
      `Row ${row} for table '${table}' is not later than the one before; rows with BLOBs are bound in the order of their timestamps`,
    );
  }
}

function placeholders(count: number): string {
  return Array(count).fill('?').join(',');
}
