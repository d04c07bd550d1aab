import {
  isFinalJobState,
  Job,
  JobEvent,
  JobEvents,
  JobPage,
} from 'backstage-plugin-tdengine-backup-common';
import { JobEventStore } from '../database/JobEventStore';
import { JobStore } from '../database/JobStore';
import { isEnd, JobEventHub } from '../jobs/JobEventHub';
import { toJob } from '../jobs/StoredJob';
import { JobAccess, JobQuery, JobService } from './types';

const PAGE_SIZE = 500;

/** Answers what callers may ask of jobs. */
export class DefaultJobService implements JobService {
  readonly #jobs: JobStore;
  readonly #events: JobEventStore;
  readonly #hub: JobEventHub;

  static create(options: {
    jobs: JobStore;
    events: JobEventStore;
    hub: JobEventHub;
  }): DefaultJobService {
    return new DefaultJobService(options);
  }

  private constructor(options: Parameters<typeof DefaultJobService.create>[0]) {
    this.#jobs = options.jobs;
    this.#events = options.events;
    this.#hub = options.hub;
  }

  async list(query: JobQuery, access: JobAccess): Promise<JobPage> {
    const { items, totalItems } = await this.#jobs.list(query, access);
    const { page, pageSize } = query;
    return { items: items.map(toJob), totalItems, page, pageSize };
  }

  async get(id: string): Promise<Job> {
    return toJob(await this.#jobs.get(id));
  }

  async events(
    id: string,
    options: {
      after: number;
      limit: number;
      waitMs: number;
      level?: 'debug' | 'info' | 'warn' | 'error';
      signal: AbortSignal;
    },
  ): Promise<JobEvents> {
    const patience = AbortSignal.any([
      options.signal,
      AbortSignal.timeout(options.waitMs),
    ]);
    let { after } = options;
    for (;;) {
      // The state is read before the events, so that no event of a job that has ended is missed.
      const { state } = await this.#jobs.get(id);
      const items = await this.#events.list(id, {
        after: options.after,
        limit: options.limit,
        level: options.level,
      });
      const ended = isFinalJobState(state) && items.length < options.limit;
      if (items.length > 0 || ended || patience.aborted) {
        return { items, ended };
      }
      after = await this.#waitForNewer(id, after, patience);
    }
  }

  async *follow(
    id: string,
    options: { after: number; signal: AbortSignal },
  ): AsyncGenerator<JobEvent> {
    const { state } = await this.#jobs.get(id);
    if (!isFinalJobState(state)) {
      yield* this.#hub.follow(id, options);
      return;
    }
    let { after } = options;
    let page: JobEvent[];
    do {
      page = await this.#events.list(id, { after, limit: PAGE_SIZE });
      for (const event of page) {
        after = event.id;
        yield event;
        if (isEnd(event)) {
          return;
        }
      }
    } while (page.length === PAGE_SIZE && !options.signal.aborted);
  }

  /** Also wakes for events that a level hides; they are not looked at again. */
  async #waitForNewer(
    id: string,
    after: number,
    signal: AbortSignal,
  ): Promise<number> {
    const stop = new AbortController();
    const events = this.#hub.follow(id, {
      after,
      signal: AbortSignal.any([signal, stop.signal]),
    });
    try {
      const next = await events.next();
      return next.done ? after : next.value.id;
    } finally {
      stop.abort();
      await events.return(undefined);
    }
  }
}
