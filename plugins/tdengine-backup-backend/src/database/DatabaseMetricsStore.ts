import { Knex } from 'knex';
import { ACTIVE_JOB_STATES, JobState, JobType } from '../jobs/StoredJob';
import { toNumber } from './conversion';
import { JobCounts, MetricsStore } from './MetricsStore';

/** Reads what is measured out of the records. */
export class DatabaseMetricsStore implements MetricsStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): DatabaseMetricsStore {
    return new DatabaseMetricsStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async jobs(): Promise<Map<JobType, JobCounts>> {
    const rows: Array<{
      type: JobType;
      state: JobState;
      total: number | string;
    }> = await this.#knex('jobs')
      .whereIn('state', ACTIVE_JOB_STATES)
      .groupBy('type', 'state')
      .select('type', 'state')
      .count({ total: '*' });
    const counts = new Map<JobType, JobCounts>();
    for (const { type, state, total } of rows) {
      const known = counts.get(type) ?? { queued: 0, running: 0 };
      known[state === 'queued' ? 'queued' : 'running'] += toNumber(total);
      counts.set(type, known);
    }
    return counts;
  }

  async countDamaged(): Promise<number> {
    const [row] = await this.#knex('backups')
      .where({ state: 'corrupted', verification: 'failed' })
      .count({ total: '*' });
    return toNumber(row.total ?? 0);
  }
}
