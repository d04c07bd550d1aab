import { JsonObject } from '@backstage/types';

/**
 * How loud a line in a run's log is.
 * @public
 */
export type RunLogLevel = 'debug' | 'info' | 'warn' | 'error';

/**
 * What a run has done of what it means to do. Every number is a running total of the run, not a difference.
 * @public
 */
export interface RunProgress {
  /** The step the run is in, such as `plan`, `schema`, `data`, `verify`, `publish`. */
  phase: string;
  /** Tables finished, counting child tables. */
  tablesDone: number;
  tablesTotal: number;
  rowsDone: number;
  /** An estimate while the source has not been read to its end. */
  rowsTotal: number;
  /** Bytes before compression. */
  bytesDone: number;
  bytesTotal: number;
  /** The object being worked on, as a person would name it. */
  current?: string;
  /** Failed attempts so far, whether or not a retry mended them. */
  errors: number;
}

/**
 * Where a run tells what it is doing. Calls return at once; the engine batches and persists.
 * @public
 */
export interface RunReporter {
  log(level: RunLogLevel, message: string, details?: JsonObject): void;
  /** Sets the figures that are known; those left out stay as they are. */
  progress(update: Partial<RunProgress>): void;
  /** Adds to the running totals, so that parallel units need not know of each other. */
  advance(delta: {
    tables?: number;
    rows?: number;
    bytes?: number;
    errors?: number;
  }): void;
}

/**
 * Facts a run must not forget, durable before `append` resolves. A restore writes down what it is about to create
 * here, so that a later attempt - perhaps on another machine - knows what is its own to remove.
 * @public
 */
export interface RunJournal {
  append(entry: JsonObject): Promise<void>;
  /** Everything appended by this and earlier attempts, oldest first. */
  entries(): Promise<JsonObject[]>;
}

/**
 * What every step of a run is handed. It never holds a secret: sources and targets find theirs in the configuration.
 * @public
 */
export interface RunContext {
  /** Fires on cancel, on shutdown and when this worker lost its lease. */
  readonly signal: AbortSignal;
  /** Unique per attempt; part of the names of what this attempt stages. */
  readonly attempt: string;
  readonly reporter: RunReporter;
  readonly journal: RunJournal;
  /** A local folder of this run alone. The engine makes it and removes it. */
  readonly temporaryDirectory: string;
}
