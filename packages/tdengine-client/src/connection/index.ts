export { ConnectionPool, type ConnectionLease } from './ConnectionPool';
export type { ConnectionSettings } from './ConnectionSettings';
export { Endpoint } from './Endpoint';
export { hideCredentials } from './hideCredentials';
export { isTransient } from './isTransient';
export { onAbort } from './onAbort';
export { connectionErrorOf } from './openSocket';
export { retryTransient, type RetryOptions } from './retryTransient';
export { Slots } from './Slots';
export type { TDengineConnectionOptions } from './TDengineConnectionOptions';
export {
  WebSocketConnection,
  type RequestOptions,
} from './WebSocketConnection';
