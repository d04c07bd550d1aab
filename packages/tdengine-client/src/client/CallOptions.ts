/**
 * Options of all calls.
 *
 * @public
 */
export interface CallOptions {
  /** Ends the call; the connection it used is dropped, so that the server stops too. */
  signal?: AbortSignal;
}

/**
 * Options of calls that run SQL.
 *
 * @public
 */
export interface QueryOptions extends CallOptions {
  /** The current database of the statement, instead of the client's. */
  database?: string;
}

/**
 * Options of scans.
 *
 * @public
 */
export interface ScanOptions extends QueryOptions {
  /** Blocks to read ahead of the consumer, 2 by default. */
  readAhead?: number;
}
