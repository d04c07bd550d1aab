import { Job } from 'backstage-plugin-tdengine-backup-common';
import { Knex } from 'knex';
import { Lease } from '../jobs/Lease';
import { JobAccess, JobQuery } from '../services/types';
import { JobState, JobType, StoredJob, JobOptions } from '../jobs/StoredJob';

export interface NewJob
  extends Pick<
    Job,
    'id' | 'type' | 'subjectId' | 'priority' | 'maxAttempts' | 'createdBy'
  > {
  backupId: string;
  options?: JobOptions;
  /** Keys that no other job may hold until this one has ended. */
  locks?: readonly string[];
}

/** The queue. */
export interface JobStore {
  /** Throws a ConflictError naming the job that holds one of the locks. */
  enqueue(
    jobs: readonly NewJob[],
    transaction: Knex.Transaction,
  ): Promise<void>;
  /** Throws a NotFoundError. */
  get(id: string): Promise<StoredJob>;
  list(
    query: JobQuery,
    access: JobAccess,
  ): Promise<{ items: StoredJob[]; totalItems: number }>;
  getMany(ids: readonly string[]): Promise<Map<string, StoredJob>>;
  /** Jobs that have not ended and touch the backup. */
  listActive(
    backupId: string,
    transaction?: Knex.Transaction,
  ): Promise<StoredJob[]>;
  /** Jobs of a kind that have not ended. */
  countActive(type: JobType): Promise<number>;
  /** Every job of a subject, newest first. */
  listOfSubject(subjectId: string): Promise<StoredJob[]>;
  /** The newest job of a kind for a subject. */
  findLatest(subjectId: string, type: JobType): Promise<StoredJob | undefined>;

  /** Takes the next job and leases it; undefined where none waits. */
  claim(options: {
    types: readonly JobType[];
    leaseMs: number;
    worker: string;
  }): Promise<{ job: StoredJob; lease: Lease } | undefined>;
  /** Prolongs a lease; false where it is lost. */
  renew(lease: Lease, leaseMs: number): Promise<boolean>;
  /** States of leased jobs; those whose lease is lost are missing. */
  watch(leases: readonly Lease[]): Promise<Map<string, JobState>>;
  /** Gives a job back to the queue; unless the attempt counts, as if it had not begun. */
  release(
    lease: Lease,
    options: { reason: string; countAttempt: boolean },
  ): Promise<void>;
  /** From now on the job can only be cleaned up and fail, whoever has it. */
  abandon(lease: Lease, reason: string): Promise<void>;
  /**
   * Runs a transaction that only commits while the lease holds; everything written for a run goes through here. Throws
   * a LeaseLostError.
   */
  withLease<T>(
    lease: Lease,
    write: (transaction: Knex.Transaction) => Promise<T>,
  ): Promise<T>;
  /** Ends the job. */
  finish(
    jobId: string,
    end: {
      state: 'cancelled' | 'succeeded' | 'partially-failed' | 'failed';
      error?: string;
    },
    transaction: Knex.Transaction,
  ): Promise<void>;
  /**
   * Asks for a job to be cancelled. One that never began has ended when this resolves to `cancelled`; others are
   * cancelled by their worker. Throws a ConflictError for one that has ended.
   */
  requestCancel(
    id: string,
    transaction: Knex.Transaction,
  ): Promise<'cancelled' | 'cancelling'>;
  /**
   * Puts jobs whose worker is gone back into the queue, those that used up their attempts only to be cleaned up. Returns
   * their ids.
   */
  recoverExpired(): Promise<string[]>;
}
