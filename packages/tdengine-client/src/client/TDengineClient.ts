import {
  ConnectionPool,
  Endpoint,
  WebSocketConnection,
  retryTransient,
  type ConnectionLease,
  type ConnectionSettings,
  type TDengineConnectionOptions,
} from '../connection';
import { TDengineConnectionError, TDengineError } from '../errors';
import type { QueryResponse } from '../protocol';
import { BlockWriter } from './BlockWriter';
import type { CallOptions, QueryOptions, ScanOptions } from './CallOptions';
import { joinSignals, within } from './operation';
import { VERSION_SQL, fetchVersionOverRest } from './restVersion';
import type { ResultSet } from './ResultSet';
import { Scan, type ScanResult } from './Scan';
import { checkSupported, type ServerInfo } from './ServerInfo';
import { collectRows } from './collectRows';
import { startQuery } from './startQuery';
import { Stmt2Writer, type Stmt2Options } from './Stmt2Writer';
import { TargetTables } from './TargetTables';

const DEFAULT_MAX_CONNECTIONS = 4;
const DEFAULT_CONNECT_TIMEOUT_MS = 10_000;
const DEFAULT_IDLE_TIMEOUT_MS = 60_000;
const DEFAULT_READ_AHEAD = 2;

const USE_STATEMENT = /^\s*use\s/i;
const EDITION_SQL = 'select version from information_schema.ins_cluster';

/**
 * TDengine through taosAdapter: WebSocket for everything but the connection test.
 *
 * @remarks
 * All calls throw TDengineError with the server's code where it refuses, TDengineConnectionError where it cannot be
 * reached or drops the connection, TDengineTimeoutError where it does not answer in time, TDengineProtocolError where
 * its answers make no sense, and the signal's reason when aborted.
 *
 * @public
 */
export class TDengineClient {
  readonly #options: TDengineConnectionOptions;
  readonly #settings: ConnectionSettings;
  readonly #pool: ConnectionPool;
  readonly #closing = new AbortController();

  private constructor(options: TDengineConnectionOptions) {
    this.#options = options;
    const settings = {
      ...options,
      endpoint: Endpoint.parse(options.url),
      connectTimeoutMs: options.connectTimeoutMs ?? DEFAULT_CONNECT_TIMEOUT_MS,
      idleTimeoutMs: options.idleTimeoutMs ?? DEFAULT_IDLE_TIMEOUT_MS,
    };
    this.#settings = settings;
    this.#pool = ConnectionPool.create(
      (database, signal) =>
        WebSocketConnection.open(settings, database, signal),
      options.maxConnections ?? DEFAULT_MAX_CONNECTIONS,
    );
  }

  /**
   * Makes a client; it connects when first used.
   *
   * @throws TypeError for a URL that cannot be used
   */
  static create(options: TDengineConnectionOptions): TDengineClient {
    const client = new TDengineClient(options);
    const { signal } = options;
    if (signal?.aborted) {
      void client.close();
    }
    signal?.addEventListener('abort', () => void client.close(), {
      once: true,
      signal: client.#closing.signal,
    });
    return client;
  }

  /** Tests address and credentials by asking for the version. */
  async ping(options?: CallOptions): Promise<void> {
    await this.#run('The connection test', options, signal =>
      this.#version(signal),
    );
  }

  /** Asks the server for its version and edition. */
  async serverInfo(options?: CallOptions): Promise<ServerInfo> {
    return this.#run('Asking for the version', options, async signal => {
      const version = await this.#version(signal);
      return { version, edition: await this.#edition(signal) };
    });
  }

  /**
   * Asks the server for its version and checks that this package can work with it.
   *
   * @throws TDengineUnsupportedVersionError
   */
  async assertSupported(options?: CallOptions): Promise<ServerInfo> {
    const info = await this.serverInfo(options);
    checkSupported(info);
    return info;
  }

  /**
   * Runs a statement that reads and decodes all its rows; for metadata, not for bulk data: an answer of more than five
   * million rows, twenty million values, 512 MiB or one hour is a TDengineError. Runs again, from the start, while the
   * server answers with a transient error.
   */
  async query(sql: string, options?: QueryOptions): Promise<ResultSet> {
    return this.#run('The query', options, signal =>
      retryTransient(
        async () => collectRows(await this.#scan(sql, options, signal)),
        { signal, attempts: this.#options.attempts },
      ),
    );
  }

  /** Runs a statement that changes something, once. `USE` is refused: name the database in the options. */
  async execute(
    sql: string,
    options?: QueryOptions,
  ): Promise<{ affectedRows: number }> {
    return this.#run('The statement', options, async signal => {
      const { lease, query } = await this.#start(sql, options, signal);
      if (!query.isUpdate) {
        lease.connection.notify('free_result', { id: query.resultId });
      }
      lease.release();
      return { affectedRows: query.affectedRows };
    });
  }

  /**
   * Runs a query and gives its rows in blocks as they come. Holds a connection until the blocks are read, left or
   * closed. A scan that breaks throws; it is not started again.
   */
  async scan(sql: string, options?: ScanOptions): Promise<ScanResult> {
    return this.#scan(sql, options, this.#lasting(options));
  }

  /** Opens a writer for blocks into tables of a database; holds a connection until it is closed. */
  async writer(database: string, options?: CallOptions): Promise<BlockWriter> {
    const signal = this.#lasting(options);
    const lease = await this.#pool.acquire(database, signal);
    return BlockWriter.create(lease, TargetTables.create(lease), signal);
  }

  /** Opens a writer for rows of many tables of a database; holds a connection until it is closed. */
  async stmt2(database: string, options: Stmt2Options): Promise<Stmt2Writer> {
    const signal = this.#lasting(options);
    const lease = await this.#pool.acquire(database, signal);
    return Stmt2Writer.create(lease, options, signal);
  }

  /** Ends all calls and closes all connections. */
  async close(): Promise<void> {
    this.#closing.abort(
      new TDengineConnectionError('The client was closed', {
        transient: false,
      }),
    );
    await this.#pool.close();
  }

  async #scan(
    sql: string,
    options: ScanOptions | undefined,
    signal: AbortSignal,
  ): Promise<ScanResult> {
    const { lease, query } = await this.#start(sql, options, signal);
    if (query.isUpdate) {
      lease.release();
      throw new TDengineError(
        'The statement returned no rows; it ran, but as a query it should not have',
        { sql },
      );
    }
    return Scan.create(lease, query, {
      sql,
      readAhead: options?.readAhead ?? DEFAULT_READ_AHEAD,
      signal,
    });
  }

  async #start(
    sql: string,
    options: QueryOptions | undefined,
    signal: AbortSignal,
  ): Promise<{ lease: ConnectionLease; query: QueryResponse }> {
    if (USE_STATEMENT.test(sql)) {
      throw new TDengineError(
        'USE would change the database of a shared connection; name the database in the options',
        { sql },
      );
    }
    const lease = await this.#pool.acquire(
      options?.database ?? this.#options.database,
      signal,
    );
    try {
      return {
        lease,
        query: await startQuery(lease.connection, sql, signal),
      };
    } catch (error) {
      lease.release();
      throw error;
    }
  }

  #version(signal: AbortSignal): Promise<string> {
    const { tls, connectTimeoutMs } = this.#settings;
    if (tls !== undefined) {
      // The REST library takes no certificates.
      return this.#value(VERSION_SQL, signal);
    }
    return within(
      { what: 'The connection test', timeoutMs: connectTimeoutMs },
      [signal],
      limited => fetchVersionOverRest(this.#settings, limited),
    );
  }

  async #edition(signal: AbortSignal): Promise<string | undefined> {
    try {
      return await this.#value(EDITION_SQL, signal);
    } catch (error) {
      if (error instanceof TDengineError && error.code !== undefined) {
        return undefined;
      }
      throw error;
    }
  }

  async #value(sql: string, signal: AbortSignal): Promise<string> {
    const { rows } = await this.query(sql, { signal });
    return String(rows[0]?.[0]);
  }

  #run<T>(
    what: string,
    options: CallOptions | undefined,
    call: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    return within(
      { what, timeoutMs: this.#options.totalTimeoutMs },
      [this.#closing.signal, options?.signal],
      call,
    );
  }

  /** The signal of a call that lasts as long as its data does. */
  #lasting(options: CallOptions | undefined): AbortSignal {
    return joinSignals([this.#closing.signal, options?.signal]);
  }
}
