import type { ConnectionLease, WebSocketConnection } from '../connection';
import {
  encodeBinaryQuery,
  readQueryResponse,
  type QueryResponse,
} from '../protocol';
import { collectRows } from './collectRows';
import type { ResultSet } from './ResultSet';
import { Scan } from './Scan';

/** Blocks a small result is read ahead by. */
const READ_AHEAD = 2;

/**
 * Sends a statement and reads what it answers before its rows.
 *
 * @internal
 */
export async function startQuery(
  connection: WebSocketConnection,
  sql: string,
  signal: AbortSignal,
): Promise<QueryResponse> {
  return readQueryResponse(
    await connection.requestBinary(
      requestId => encodeBinaryQuery(requestId, sql),
      'a statement',
      { signal, sql },
    ),
  );
}

/**
 * Runs a query on a connection that stays on loan afterwards.
 *
 * @internal
 */
export async function queryOn(
  { connection }: ConnectionLease,
  sql: string,
  signal: AbortSignal,
): Promise<ResultSet> {
  const query = await startQuery(connection, sql, signal);
  const borrowed: ConnectionLease = {
    connection,
    release: () => {},
    discard: () => connection.destroy(),
  };
  return collectRows(
    Scan.create(borrowed, query, { sql, readAhead: READ_AHEAD, signal }),
  );
}
