import { TDengineConnectionError, TDengineError } from '../errors';

/**
 * Codes of errors that pass by themselves: nodes that start, stop, elect a leader or replay their log, networks between
 * them, and overload (`include/util/taoserror.h` of TDengine 3.3).
 */
const TRANSIENT_CODES: ReadonlySet<number> = new Set([
  0x000b, // network unavailable
  0x0018, // connection between nodes is broken
  0x0019, // no answer between nodes
  0x0020, // some node is not connected
  0x0021, // connection to some node is broken
  0x0022, // too many sessions between nodes
  0x0023, // network error
  0x0024, // network busy
  0x0125, // need retry
  0x0126, // out of memory in the queue between nodes
  0x0130, // node is starting
  0x0131, // node is stopping
  0x0396, // database is being created
  0x03d3, // conflict with another transaction
  0x03d7, // transaction not replicated in time
  0x0503, // vnode is closed or removed, the next attempt asks for its new place
  0x0522, // vnode was split, the next attempt asks for its new place
  0x0528, // no write buffer is free
  0x0529, // vnode is stopped
  0x0531, // too many queries
  0x0541, // vnode is offline
  0x0707, // query is not ready
  0x0903, // replication timeout
  0x090c, // leader is unreachable
  0x0911, // replication is not ready
  0x0914, // leader is replaying its log
  0x0916, // replication buffer is full
  0x0917, // replication writes stall
  0x0918, // replication window is full
  0x09ff, // replication failed inside
  0x2402, // catalogue is not ready
  0x2504, // scheduler timeout
]);

/** Some versions report a vnode that replays its log under other codes. */
const TRANSIENT_TEXT =
  /restore not finish|not leader|leader is (unreachable|restoring)/i;

/**
 * Whether the same call may succeed a moment later: a dropped connection, a server that starts, elects a leader, replays
 * its log or is overloaded. Timeouts of this package are not transient: they were long already.
 *
 * @public
 */
export function isTransient(error: unknown): boolean {
  if (error instanceof TDengineConnectionError) {
    return error.transient;
  }
  return (
    error instanceof TDengineError &&
    error.code !== undefined &&
    (TRANSIENT_CODES.has(error.code) || TRANSIENT_TEXT.test(error.message))
  );
}
