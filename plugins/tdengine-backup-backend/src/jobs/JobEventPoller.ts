import { LoggerService } from '@backstage/backend-plugin-api';
import { JobEvent } from 'backstage-plugin-tdengine-backup-common';
import { JobEventStore } from '../database/JobEventStore';

const POLL_INTERVAL_MS = 1_000;
const PAGE_SIZE = 500;
const MAXIMUM_BUFFERED = 1_000;

/**
 * Reads the new events of one job, once for everybody who watches it.
 */
export class JobEventPoller {
  readonly #jobId: string;
  readonly #events: JobEventStore;
  readonly #logger: LoggerService;
  readonly #waiting = new Set<() => void>();
  /** Every event after `#from` up to `#newest`, oldest first. */
  #buffer: JobEvent[] = [];
  #from: number | undefined;
  #newest = 0;
  #timer: NodeJS.Timeout | undefined;
  #polling = false;
  /** Kept by the hub. */
  listeners = 0;

  static create(options: {
    jobId: string;
    events: JobEventStore;
    logger: LoggerService;
  }): JobEventPoller {
    return new JobEventPoller(options);
  }

  private constructor(options: Parameters<typeof JobEventPoller.create>[0]) {
    this.#jobId = options.jobId;
    this.#events = options.events;
    this.#logger = options.logger;
  }

  /**
   * What is known to come after an event, perhaps nothing; undefined where only the database knows all of it.
   *
   * @param after - the last event of a listener that has read everything up to there
   */
  take(after: number): JobEvent[] | undefined {
    if (this.#from === undefined) {
      this.#from = after;
      this.#newest = after;
      this.#timer = setInterval(() => this.poll(), POLL_INTERVAL_MS);
    }
    return after < this.#from
      ? undefined
      : this.#buffer.filter(event => event.id > after);
  }

  /** Resolves when there is something after an event, or the signal fires. */
  async wait(after: number, signal: AbortSignal): Promise<void> {
    if (this.#newest > after || signal.aborted) {
      return;
    }
    await new Promise<void>(resolve => {
      const done = () => {
        this.#waiting.delete(done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      this.#waiting.add(done);
      signal.addEventListener('abort', done, { once: true });
    });
  }

  /** Looks for new events now. Never rejects. */
  async poll(): Promise<void> {
    if (this.#polling || this.#from === undefined) {
      return;
    }
    this.#polling = true;
    try {
      let page: JobEvent[];
      do {
        page = await this.#events.list(this.#jobId, {
          after: this.#newest,
          limit: PAGE_SIZE,
        });
        this.#add(page);
      } while (page.length === PAGE_SIZE);
    } catch (error) {
      this.#logger.warn(
        `The events of job ${this.#jobId} cannot be read now`,
        error as Error,
      );
    } finally {
      this.#polling = false;
    }
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #add(page: readonly JobEvent[]): void {
    if (page.length === 0) {
      return;
    }
    this.#buffer.push(...page);
    this.#newest = page[page.length - 1].id;
    const excess = this.#buffer.length - MAXIMUM_BUFFERED;
    if (excess > 0) {
      this.#from = this.#buffer[excess - 1].id;
      this.#buffer = this.#buffer.slice(excess);
    }
    for (const done of [...this.#waiting]) {
      done();
    }
  }
}
