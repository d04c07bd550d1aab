import { Restore } from 'backstage-plugin-tdengine-backup-common';
import { RestorePlan } from 'backstage-plugin-tdengine-backup-node';
import { Knex } from 'knex';
import { RestoreSettings } from '../runs/restore/RestoreSettings';
import { RecordCriteria, RestoreQuery } from '../services/types';
import { StoredRestore } from './restoreRows';

/** A restore that does not exist yet. */
export interface NewRestore
  extends Pick<
    Restore,
    | 'id'
    | 'backupId'
    | 'backupName'
    | 'mode'
    | 'remark'
    | 'ownerRef'
    | 'createdBy'
    | 'databases'
  > {
  settings: RestoreSettings;
  plan: RestorePlan;
  planToken: string;
  createdAt: Date;
  idempotencyKey?: string;
  jobId: string;
}

/** How a restore ended. */
export interface RestoreEnd
  extends Pick<
    Restore,
    'rows' | 'tables' | 'checks' | 'error' | 'removed' | 'remaining'
  > {
  state: 'succeeded' | 'failed' | 'cancelled';
}

/** The records of restores. */
export interface RestoreStore {
  insert(restore: NewRestore, transaction: Knex.Transaction): Promise<void>;
  /** Throws a NotFoundError. */
  get(id: string, transaction?: Knex.Transaction): Promise<StoredRestore>;
  getPlan(id: string): Promise<RestorePlan>;
  findByIdempotencyKey(key: string): Promise<StoredRestore | undefined>;
  /** Restores that were writing into one of the databases at some time since. */
  listWriting(
    instance: string,
    databases: readonly string[],
    since: Date,
  ): Promise<StoredRestore[]>;
  list(
    query: RestoreQuery,
  ): Promise<{ items: StoredRestore[]; totalItems: number }>;
  /** The databases that restores write, each once, in the order of their names. */
  listDatabases(criteria?: RecordCriteria): Promise<string[]>;
  /** Begins again with a plan made anew. */
  restart(
    id: string,
    changes: { jobId: string; plan: RestorePlan; planToken: string },
    transaction: Knex.Transaction,
  ): Promise<void>;
  markStarted(id: string, transaction: Knex.Transaction): Promise<void>;
  setState(
    id: string,
    state: 'queued' | 'running' | 'cancelling',
    transaction: Knex.Transaction,
  ): Promise<void>;
  /** Keeps what the comparison found, whatever becomes of the restore. */
  setChecks(
    id: string,
    checks: NonNullable<Restore['checks']>,
    transaction: Knex.Transaction,
  ): Promise<void>;
  markEnded(
    id: string,
    end: RestoreEnd,
    transaction: Knex.Transaction,
  ): Promise<void>;
}
