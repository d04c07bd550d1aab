import { TDengineConnectionOptions } from 'tdengine-client';

/**
 * A TDengine server and how to reach it.
 *
 * @public
 */
export interface TdengineInstance {
  /** Unique. */
  name: string;
  /** For people. */
  title?: string;
  /** For people. */
  description?: string;
  /** Address, credentials, TLS and time limits. */
  connection: TDengineConnectionOptions;
  /** `false` forbids restoring into it; `true` by default. */
  writable?: boolean;
  /** The most units worked on at once. */
  parallelism?: number;
}
