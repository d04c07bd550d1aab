import { LoggerService } from '@backstage/backend-plugin-api';
import {
  isFinalJobState,
  JobEvent,
} from 'backstage-plugin-tdengine-backup-common';
import { JobEventStore } from '../database/JobEventStore';
import { JobEventPoller } from './JobEventPoller';

const PAGE_SIZE = 500;

/**
 * Hands the events of jobs to whoever watches. The database is asked once per job and second, however many watch.
 */
export class JobEventHub {
  readonly #events: JobEventStore;
  readonly #logger: LoggerService;
  readonly #pollers = new Map<string, JobEventPoller>();

  static create(options: {
    events: JobEventStore;
    logger: LoggerService;
  }): JobEventHub {
    return new JobEventHub(options);
  }

  private constructor(options: Parameters<typeof JobEventHub.create>[0]) {
    this.#events = options.events;
    this.#logger = options.logger;
  }

  /** There is something new of a job; whoever watches need not wait for the next poll. */
  nudge(jobId: string): void {
    this.#pollers.get(jobId)?.poll();
  }

  /**
   * Every event after `after`, the old ones first, then the new ones as they come, until the one with which the job
   * ends. Ends quietly when the signal fires.
   */
  async *follow(
    jobId: string,
    options: { after: number; signal: AbortSignal },
  ): AsyncGenerator<JobEvent> {
    const { signal } = options;
    const poller = this.#subscribe(jobId);
    try {
      let { after } = options;
      let caughtUp = false;
      while (!signal.aborted) {
        const known: JobEvent[] | undefined = caughtUp
          ? poller.take(after)
          : undefined;
        const page: JobEvent[] =
          known ??
          (await this.#events.list(jobId, { after, limit: PAGE_SIZE }));
        for (const event of page) {
          after = event.id;
          yield event;
          if (isEnd(event)) {
            return;
          }
        }
        caughtUp = known !== undefined || page.length < PAGE_SIZE;
        if (known?.length === 0) {
          await poller.wait(after, signal);
        }
      }
    } finally {
      this.#unsubscribe(jobId, poller);
    }
  }

  #subscribe(jobId: string): JobEventPoller {
    let poller = this.#pollers.get(jobId);
    if (!poller) {
      poller = JobEventPoller.create({
        jobId,
        events: this.#events,
        logger: this.#logger,
      });
      this.#pollers.set(jobId, poller);
    }
    poller.listeners++;
    return poller;
  }

  #unsubscribe(jobId: string, poller: JobEventPoller): void {
    poller.listeners--;
    if (poller.listeners === 0) {
      poller.stop();
      this.#pollers.delete(jobId);
    }
  }
}

/** Whether a job says that it has ended. */
export function isEnd(event: JobEvent): boolean {
  return (
    event.type === 'state' && !!event.state && isFinalJobState(event.state)
  );
}
