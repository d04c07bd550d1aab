import type { FaultControl } from './faults/Fault';

/**
 * How a simulator is started.
 *
 * @public
 */
export interface SimulatorOptions {
  /** TCP port; 0, which is the default, lets the system choose a free one. */
  port?: number;
  /** Address to listen on; `127.0.0.1` where nothing is said. */
  host?: string;
  /** Name of the user who may do everything; `root` where nothing is said. */
  user?: string;
  /** Password of that user; `taosdata` where nothing is said. */
  password?: string;
  /** Version the server says it has; `3.3.7.5` where nothing is said. */
  version?: string;
}

/**
 * Rows, or the number of rows changed, that a statement gave.
 *
 * @remarks
 * Values: BOOL as boolean; integers of up to 32 bits, FLOAT and DOUBLE as number; BIGINT, UBIGINT and TIMESTAMP (in ticks of
 * the database's precision) as bigint; text and JSON as string; VARBINARY, BLOB and GEOMETRY (WKB) as bytes; decimals as
 * their unscaled integer; NULL as `undefined`.
 *
 * @public
 */
export interface SimulatorResult {
  /** Names of the result's columns; empty for a statement that changes something. */
  columns: string[];
  rows: Array<
    Array<undefined | boolean | number | bigint | string | Uint8Array>
  >;
  affectedRows: number;
}

/**
 * A running stand-in for TDengine.
 *
 * @public
 */
export interface Simulator {
  /** Address of its REST interface, such as `http://127.0.0.1:40123`; the WebSocket is below it at `/ws`. */
  readonly url: string;
  /** Failures on purpose. */
  readonly faults: FaultControl;
  /**
   * Runs a statement as the first user, past the network and the faults.
   *
   * @throws an error with `code` and `message` of TDengine where the statement is refused
   */
  execute(sql: string): Promise<SimulatorResult>;
  /** Ends all connections and stops listening. */
  close(): Promise<void>;
}
