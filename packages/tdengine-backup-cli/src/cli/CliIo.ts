import { Readable, Writable } from 'node:stream';

/** The process as commands see it, so that tests need none. */
export interface CliIo {
  stdin: Readable & { isTTY?: boolean };
  stdout: Writable & { isTTY?: boolean; columns?: number };
  stderr: Writable & { isTTY?: boolean; columns?: number };
  env: Record<string, string | undefined>;
  cwd: string;
  /** Fires when the user wants it to end. */
  signal: AbortSignal;
}
