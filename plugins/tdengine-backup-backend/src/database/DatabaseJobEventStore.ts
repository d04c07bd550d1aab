import { JobEvent, JobProgress } from 'backstage-plugin-tdengine-backup-common';
import { RunLogLevel } from 'backstage-plugin-tdengine-backup-node';
import { Knex } from 'knex';
import { Lease } from '../jobs/Lease';
import { JobEventStore, LogLine } from './JobEventStore';
import { JobEventRow, LOG_LEVELS, toJobEvent } from './jobRows';
import { appendJobEvents } from './operations/appendJobEvents';
import { assertLease } from './operations/assertLease';

/** Lines of one job that are kept for watchers; the log file has all. */
const MAXIMUM_LINES = 10_000;

/** Keeps the events of jobs in SQL. */
export class DatabaseJobEventStore implements JobEventStore {
  readonly #knex: Knex;
  readonly #maximumLines: number;

  static create(options: {
    knex: Knex;
    maximumLines?: number;
  }): DatabaseJobEventStore {
    return new DatabaseJobEventStore(
      options.knex,
      options.maximumLines ?? MAXIMUM_LINES,
    );
  }

  private constructor(knex: Knex, maximumLines: number) {
    this.#knex = knex;
    this.#maximumLines = maximumLines;
  }

  async append(
    lease: Lease,
    news: { lines: readonly LogLine[]; progress?: JobProgress },
  ): Promise<void> {
    // The lock on the job keeps the ids of its events in the order in which they become visible.
    await this.#knex.transaction(async tx => {
      await assertLease(tx, lease);
      await appendJobEvents(tx, lease.jobId, news, this.#maximumLines);
    });
  }

  async list(
    jobId: string,
    options: { after: number; limit: number; level?: RunLogLevel },
  ): Promise<JobEvent[]> {
    const query = this.#knex<JobEventRow>('job_events')
      .where({ job_id: jobId })
      .where('id', '>', options.after)
      .orderBy('id')
      .limit(options.limit);
    if (options.level) {
      const least = LOG_LEVELS.indexOf(options.level);
      query.where(inner =>
        inner.whereNull('level').orWhere('level', '>=', least),
      );
    }
    return (await query).map(toJobEvent);
  }

  async prune(before: Date): Promise<number> {
    return this.#knex('job_events')
      .whereIn(
        'job_id',
        this.#knex('jobs').where('finished_at', '<', before).select('id'),
      )
      .delete();
  }
}
