import type { Endpoint } from './Endpoint';
import type { TDengineConnectionOptions } from './TDengineConnectionOptions';

/**
 * What a connection needs of the options, defaults filled in.
 *
 * @internal
 */
export type ConnectionSettings = Pick<
  TDengineConnectionOptions,
  'user' | 'password' | 'token' | 'timezone' | 'tls'
> & {
  endpoint: Endpoint;
  connectTimeoutMs: number;
  idleTimeoutMs: number;
};
