import { TDengineConnectionError } from '../errors';
import { Slots } from './Slots';
import type { WebSocketConnection } from './WebSocketConnection';

/** An unused connection is closed after this time. */
const IDLE_CONNECTION_MS = 30_000;

/**
 * A connection on loan. Exactly one of `release` and `discard` counts, the first.
 *
 * @internal
 */
export interface ConnectionLease {
  readonly connection: WebSocketConnection;
  /** Gives it back for others to use. */
  release(): void;
  /** Drops it: its state is unknown. */
  discard(): void;
}

type OpenConnection = (
  database: string | undefined,
  signal: AbortSignal | undefined,
) => Promise<WebSocketConnection>;

/**
 * A few connections, opened when needed and reused for the same current database.
 *
 * @internal
 */
export class ConnectionPool {
  readonly #open: OpenConnection;
  readonly #maxConnections: number;
  readonly #slots: Slots;
  readonly #idle = new Map<WebSocketConnection, NodeJS.Timeout>();
  readonly #lent = new Set<WebSocketConnection>();
  #closed = false;

  private constructor(open: OpenConnection, maxConnections: number) {
    this.#open = open;
    this.#maxConnections = maxConnections;
    this.#slots = Slots.create(maxConnections);
  }

  static create(open: OpenConnection, maxConnections: number): ConnectionPool {
    return new ConnectionPool(open, maxConnections);
  }

  /**
   * Lends a connection with the given current database, waiting while all are lent.
   *
   * @throws TDengineError, TDengineConnectionError, TDengineTimeoutError, or the signal's reason
   */
  async acquire(
    database: string | undefined,
    signal: AbortSignal | undefined,
  ): Promise<ConnectionLease> {
    await this.#slots.acquire(signal);
    try {
      const connection =
        this.#takeIdle(database) ?? (await this.#openNew(database, signal));
      this.#lent.add(connection);
      return this.#lease(connection);
    } catch (error) {
      this.#slots.release();
      throw error;
    }
  }

  /** Closes all connections; what waits on one is rejected. */
  async close(): Promise<void> {
    this.#closed = true;
    const connections = [...this.#idle.keys(), ...this.#lent];
    this.#idle.forEach(timer => clearTimeout(timer));
    this.#idle.clear();
    await Promise.all(connections.map(connection => connection.close()));
  }

  #takeIdle(database: string | undefined): WebSocketConnection | undefined {
    for (const connection of this.#idle.keys()) {
      if (connection.isOpen && connection.database === database) {
        this.#removeIdle(connection);
        return connection;
      }
    }
    return undefined;
  }

  async #openNew(
    database: string | undefined,
    signal: AbortSignal | undefined,
  ): Promise<WebSocketConnection> {
    this.#throwIfClosed();
    for (const connection of this.#idle.keys()) {
      if (this.#idle.size + this.#lent.size < this.#maxConnections) {
        break;
      }
      this.#removeIdle(connection);
      connection.destroy();
    }
    const connection = await this.#open(database, signal);
    if (this.#closed) {
      connection.destroy();
    }
    this.#throwIfClosed();
    return connection;
  }

  #lease(connection: WebSocketConnection): ConnectionLease {
    let returned = false;
    const giveBack = (reusable: boolean) => {
      if (returned) {
        return;
      }
      returned = true;
      this.#lent.delete(connection);
      if (reusable && connection.isOpen && !this.#closed) {
        this.#addIdle(connection);
      } else {
        connection.destroy();
      }
      this.#slots.release();
    };
    return {
      connection,
      release: () => giveBack(true),
      discard: () => giveBack(false),
    };
  }

  #addIdle(connection: WebSocketConnection): void {
    const timer = setTimeout(() => {
      this.#removeIdle(connection);
      connection.destroy();
    }, IDLE_CONNECTION_MS);
    timer.unref();
    this.#idle.set(connection, timer);
  }

  #removeIdle(connection: WebSocketConnection): void {
    clearTimeout(this.#idle.get(connection));
    this.#idle.delete(connection);
  }

  #throwIfClosed(): void {
    if (this.#closed) {
      throw new TDengineConnectionError('The client was closed', {
        transient: false,
      });
    }
  }
}
