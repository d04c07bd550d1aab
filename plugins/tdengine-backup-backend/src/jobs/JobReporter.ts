import { JsonObject } from '@backstage/types';
import {
  redactSecrets,
  RunLogLevel,
  RunProgress,
  RunReporter,
} from 'backstage-plugin-tdengine-backup-node';
import { JobEventStore, LogLine } from '../database/JobEventStore';
import { LeaseLostError } from './errors';
import { Lease } from './Lease';
import { ProgressTracker } from './ProgressTracker';
import { RunLogFile } from './RunLogFile';

const LINES_INTERVAL_MS = 500;
const PROGRESS_INTERVAL_MS = 1_000;
/** Lines that wait for a database that does not answer. Beyond, the oldest are dropped; the file has them. */
const MAXIMUM_WAITING = 5_000;
const MAXIMUM_MESSAGE = 8_000;

/**
 * Takes what a run has to say at once, and passes it on in batches to the database, for watchers, and to the log file.
 */
export class JobReporter implements RunReporter {
  readonly #lease: Lease;
  readonly #events: JobEventStore;
  readonly #file: RunLogFile;
  readonly #tracker: ProgressTracker;
  readonly #onLeaseLost: (error: LeaseLostError) => void;
  readonly #onFlushed: () => void;
  /** Not in the file yet. */
  #fresh: LogLine[] = [];
  /** Not in the database yet. */
  #waiting: LogLine[] = [];
  #dropped = 0;
  #progressAt = 0;
  #progressWritten = '';
  #timer: NodeJS.Timeout | undefined;
  #flushing: Promise<void> = Promise.resolve();

  static create(options: {
    lease: Lease;
    events: JobEventStore;
    file: RunLogFile;
    tracker: ProgressTracker;
    onLeaseLost: (error: LeaseLostError) => void;
    onFlushed: () => void;
  }): JobReporter {
    return new JobReporter(options);
  }

  private constructor(options: Parameters<typeof JobReporter.create>[0]) {
    this.#lease = options.lease;
    this.#events = options.events;
    this.#file = options.file;
    this.#tracker = options.tracker;
    this.#onLeaseLost = options.onLeaseLost;
    this.#onFlushed = options.onFlushed;
  }

  start(): void {
    this.#timer = setInterval(() => {
      this.#flushing = this.#flushing.then(() => this.#flush(false));
    }, LINES_INTERVAL_MS);
    this.#timer.unref();
  }

  /** Passes on what is left. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#flushing = this.#flushing.then(() => this.#flush(true));
    await this.#flushing;
    await this.#file.close();
  }

  log(level: RunLogLevel, message: string, details?: JsonObject): void {
    this.#fresh.push({
      at: new Date(),
      level,
      // PostgreSQL stores no NUL, and one line that it refuses would keep all others from the log.
      message: redactSecrets(message)
        .replaceAll('\0', '\ufffd')
        .slice(0, MAXIMUM_MESSAGE),
      details,
    });
  }

  progress(update: Partial<RunProgress>): void {
    this.#tracker.setUnderWay(update);
  }

  advance(delta: {
    tables?: number;
    rows?: number;
    bytes?: number;
    errors?: number;
  }): void {
    this.#tracker.advance(delta);
  }

  async #flush(last: boolean): Promise<void> {
    const fresh = this.#fresh;
    this.#fresh = [];
    await this.#file.append(fresh);
    const lines = [...this.#waiting, ...fresh];
    const progress = this.#nextProgress(last);
    if (lines.length === 0 && !progress) {
      return;
    }
    try {
      await this.#events.append(this.#lease, {
        lines: this.#dropped > 0 ? [this.#droppedLine(), ...lines] : lines,
        progress,
      });
      this.#waiting = [];
      this.#dropped = 0;
      this.#onFlushed();
    } catch (error) {
      if (error instanceof LeaseLostError) {
        this.#onLeaseLost(error);
        return;
      }
      this.#keep(lines);
    }
  }

  #nextProgress(last: boolean) {
    const now = Date.now();
    if (!last && now - this.#progressAt < PROGRESS_INTERVAL_MS) {
      return undefined;
    }
    const progress = this.#tracker.snapshot();
    const text = JSON.stringify(progress);
    if (text === this.#progressWritten) {
      return undefined;
    }
    this.#progressAt = now;
    this.#progressWritten = text;
    return progress;
  }

  /** The database did not answer; the next round tries again. */
  #keep(lines: LogLine[]): void {
    this.#dropped += Math.max(0, lines.length - MAXIMUM_WAITING);
    this.#waiting = lines.slice(-MAXIMUM_WAITING);
  }

  #droppedLine(): LogLine {
    return {
      at: new Date(),
      level: 'warn',
      message: `${
        this.#dropped
      } lines are missing here because the database did not answer; the log file in the data folder has them`,
    };
  }
}
