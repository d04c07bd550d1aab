/**
 * TDengine over REST and WebSocket, exact in every type.
 *
 * @packageDocumentation
 */

export * from './block';
export * from './client';
export {
  isTransient,
  retryTransient,
  Slots,
  type RetryOptions,
  type TDengineConnectionOptions,
} from './connection';
export * from './errors';
export type { Stmt2Table } from './protocol';
export * from './sql';
