import { NotFoundError } from '@backstage/errors';
import { Knex } from 'knex';
import { Lease } from '../jobs/Lease';
import {
  ACTIVE_JOB_STATES,
  JobState,
  JobType,
  StoredJob,
} from '../jobs/StoredJob';
import { JobAccess, JobQuery } from '../services/types';
import { toNumber } from './conversion';
import { DatabaseClock } from './DatabaseClock';
import { JobRow, toStoredJob } from './jobRows';
import { JobStore, NewJob } from './JobStore';
import { assertLease } from './operations/assertLease';
import { claimJob } from './operations/claimJob';
import { enqueueJobs } from './operations/enqueueJobs';
import { listJobs } from './operations/listJobs';
import { finishJob } from './operations/finishJob';
import { recoverExpiredJobs } from './operations/recoverExpiredJobs';
import { releaseJob } from './operations/releaseJob';
import { requestJobCancel } from './operations/requestJobCancel';

/** Keeps the queue in SQL. */
export class DatabaseJobStore implements JobStore {
  readonly #knex: Knex;
  readonly #clock: DatabaseClock;

  static create(options: { knex: Knex }): DatabaseJobStore {
    return new DatabaseJobStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
    this.#clock = DatabaseClock.create(knex);
  }

  async enqueue(
    jobs: readonly NewJob[],
    transaction: Knex.Transaction,
  ): Promise<void> {
    await enqueueJobs(transaction, jobs);
  }

  async get(id: string): Promise<StoredJob> {
    const row = await this.#knex<JobRow>('jobs').where({ id }).first();
    if (!row) {
      throw new NotFoundError(`There is no job with the id '${id}'`);
    }
    return toStoredJob(row);
  }

  async list(
    query: JobQuery,
    access: JobAccess,
  ): Promise<{ items: StoredJob[]; totalItems: number }> {
    const { rows, totalItems } = await listJobs(this.#knex, query, access);
    return { items: rows.map(toStoredJob), totalItems };
  }

  async getMany(ids: readonly string[]): Promise<Map<string, StoredJob>> {
    const rows = await this.#knex<JobRow>('jobs').whereIn('id', ids);
    return new Map(rows.map(row => [row.id, toStoredJob(row)]));
  }

  async countActive(type: JobType): Promise<number> {
    const row = await this.#knex('jobs')
      .where({ type })
      .whereIn('state', ACTIVE_JOB_STATES)
      .count({ count: '*' })
      .first();
    return toNumber(row!.count!);
  }

  async listActive(
    backupId: string,
    transaction?: Knex.Transaction,
  ): Promise<StoredJob[]> {
    const rows = await (transaction ?? this.#knex)<JobRow>('jobs')
      .where({ backup_id: backupId })
      .whereIn('state', ACTIVE_JOB_STATES)
      .orderBy('created_at');
    return rows.map(toStoredJob);
  }

  async listOfSubject(subjectId: string): Promise<StoredJob[]> {
    const rows = await this.#knex<JobRow>('jobs')
      .where({ subject_id: subjectId })
      .orderBy('created_at', 'desc')
      .orderBy('id');
    return rows.map(toStoredJob);
  }

  async findLatest(
    subjectId: string,
    type: JobType,
  ): Promise<StoredJob | undefined> {
    const row = await this.#knex<JobRow>('jobs')
      .where({ subject_id: subjectId, type })
      .orderBy('created_at', 'desc')
      .first();
    return row && toStoredJob(row);
  }

  async claim(options: {
    types: readonly JobType[];
    leaseMs: number;
    worker: string;
  }): Promise<{ job: StoredJob; lease: Lease } | undefined> {
    return claimJob(this.#knex, this.#clock, options);
  }

  async renew(lease: Lease, leaseMs: number): Promise<boolean> {
    const renewed = await this.#knex('jobs')
      .where({ id: lease.jobId, lease_token: lease.token })
      .update({ lease_expires_at: this.#clock.after(leaseMs) });
    return renewed === 1;
  }

  async watch(leases: readonly Lease[]): Promise<Map<string, JobState>> {
    const rows = await this.#knex<JobRow>('jobs')
      .whereIn(
        'id',
        leases.map(lease => lease.jobId),
      )
      .select('id', 'state', 'lease_token');
    const tokens = new Map(leases.map(lease => [lease.jobId, lease.token]));
    return new Map(
      rows
        .filter(row => row.lease_token === tokens.get(row.id))
        .map(row => [row.id, row.state]),
    );
  }

  async release(
    lease: Lease,
    options: { reason: string; countAttempt: boolean },
  ): Promise<void> {
    await this.withLease(lease, tx => releaseJob(tx, lease.jobId, options));
  }

  async abandon(lease: Lease, reason: string): Promise<void> {
    await this.withLease(lease, async tx => {
      await tx('jobs')
        .where({ id: lease.jobId })
        .update({ abandon_reason: reason });
    });
  }

  async withLease<T>(
    lease: Lease,
    write: (transaction: Knex.Transaction) => Promise<T>,
  ): Promise<T> {
    return this.#knex.transaction(async tx => {
      await assertLease(tx, lease);
      return write(tx);
    });
  }

  async finish(
    jobId: string,
    end: {
      state: 'cancelled' | 'succeeded' | 'partially-failed' | 'failed';
      error?: string;
    },
    transaction: Knex.Transaction,
  ): Promise<void> {
    await finishJob(transaction, jobId, end);
  }

  async requestCancel(
    id: string,
    transaction: Knex.Transaction,
  ): Promise<'cancelled' | 'cancelling'> {
    return requestJobCancel(transaction, id);
  }

  async recoverExpired(): Promise<string[]> {
    return recoverExpiredJobs(this.#knex, this.#clock);
  }
}
