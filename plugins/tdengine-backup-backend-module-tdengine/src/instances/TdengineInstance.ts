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
  /** The most scans or writes at once, of all runs of a process together. */
  parallelism?: number;
  /** What is read and written at most, of all runs of a process together. */
  throttle?: {
    rowsPerSecond?: number;
    /** Millions of bytes, as they are sent. */
    megabytesPerSecond?: number;
  };
}
