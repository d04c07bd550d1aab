import { NotFoundError } from '@backstage/errors';
import { Restore } from 'backstage-plugin-tdengine-backup-common';
import { RestorePlan } from 'backstage-plugin-tdengine-backup-node';
import { Knex } from 'knex';
import { RecordCriteria, RestoreQuery } from '../services/types';
import { toDate, toOptionalJson } from './conversion';
import { listRestoreDatabases, listRestores } from './operations/listRestores';
import { loadDatabases } from './operations/loadDatabases';
import { replaceDatabases } from './operations/replaceDatabases';
import {
  RESTORE_COLUMNS,
  RestoreRow,
  StoredRestore,
  toStoredRestore,
} from './restoreRows';
import { NewRestore, RestoreEnd, RestoreStore } from './RestoreStore';

const DATABASES = {
  table: 'restore_databases',
  column: 'restore_id',
} as const;

/** Keeps the records of restores in SQL. */
export class DatabaseRestoreStore implements RestoreStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): DatabaseRestoreStore {
    return new DatabaseRestoreStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async insert(
    restore: NewRestore,
    transaction: Knex.Transaction,
  ): Promise<void> {
    await transaction('restores').insert({
      id: restore.id,
      idempotency_key: restore.idempotencyKey ?? null,
      backup_id: restore.backupId,
      backup_name: restore.backupName,
      instance: restore.settings.instance,
      state: 'queued',
      mode: restore.mode,
      conflict: restore.settings.conflict,
      request: JSON.stringify(restore.settings),
      plan: JSON.stringify(restore.plan),
      plan_token: restore.planToken,
      remark: restore.remark ?? null,
      owner_ref: restore.ownerRef ?? null,
      created_by: restore.createdBy,
      created_at: restore.createdAt,
      job_id: restore.jobId,
    });
    await replaceDatabases(
      transaction,
      { ...DATABASES, id: restore.id },
      restore.databases,
    );
  }

  async get(
    id: string,
    transaction?: Knex.Transaction,
  ): Promise<StoredRestore> {
    const row = await (transaction ?? this.#knex)('restores')
      .where({ id })
      .first<RestoreRow | undefined>(RESTORE_COLUMNS);
    if (!row) {
      throw new NotFoundError(`There is no restore with the id '${id}'`);
    }
    return (await this.#complete([row], transaction))[0];
  }

  async getPlan(id: string): Promise<RestorePlan> {
    const row = await this.#knex('restores').where({ id }).first('plan');
    if (!row) {
      throw new NotFoundError(`There is no restore with the id '${id}'`);
    }
    return JSON.parse(row.plan);
  }

  async findByIdempotencyKey(key: string): Promise<StoredRestore | undefined> {
    const row = await this.#knex('restores')
      .where({ idempotency_key: key })
      .first<RestoreRow | undefined>(RESTORE_COLUMNS);
    return row && (await this.#complete([row]))[0];
  }

  async listWriting(
    instance: string,
    databases: readonly string[],
    since: Date,
  ): Promise<StoredRestore[]> {
    const rows: RestoreRow[] = await this.#knex('restores')
      .where({ instance })
      .whereNotNull('started_at')
      .where(inner =>
        inner.whereNull('finished_at').orWhere('finished_at', '>=', since),
      )
      .whereIn(
        'id',
        this.#knex('restore_databases')
          .whereIn('database', databases)
          .select('restore_id'),
      )
      .select(RESTORE_COLUMNS);
    return this.#complete(rows);
  }

  async list(
    query: RestoreQuery,
  ): Promise<{ items: StoredRestore[]; totalItems: number }> {
    const { rows, totalItems } = await listRestores(this.#knex, query);
    return { items: await this.#complete(rows), totalItems };
  }

  async listDatabases(criteria?: RecordCriteria): Promise<string[]> {
    return listRestoreDatabases(this.#knex, criteria);
  }

  async restart(
    id: string,
    changes: { jobId: string; plan: RestorePlan; planToken: string },
    transaction: Knex.Transaction,
  ): Promise<void> {
    await transaction('restores')
      .where({ id })
      .update({
        state: 'queued',
        plan: JSON.stringify(changes.plan),
        plan_token: changes.planToken,
        job_id: changes.jobId,
        started_at: null,
        finished_at: null,
        duration_ms: null,
        row_count: null,
        table_count: null,
        checks: null,
        error: null,
        removed: null,
        remaining: null,
      });
  }

  async markStarted(id: string, transaction: Knex.Transaction): Promise<void> {
    await transaction('restores').where({ id }).update({ state: 'running' });
    await transaction('restores')
      .where({ id })
      .whereNull('started_at')
      .update({ started_at: new Date() });
  }

  async setState(
    id: string,
    state: 'queued' | 'running' | 'cancelling',
    transaction: Knex.Transaction,
  ): Promise<void> {
    await transaction('restores').where({ id }).update({ state });
  }

  async setChecks(
    id: string,
    checks: NonNullable<Restore['checks']>,
    transaction: Knex.Transaction,
  ): Promise<void> {
    await transaction('restores')
      .where({ id })
      .update({ checks: JSON.stringify(checks) });
  }

  async markEnded(
    id: string,
    end: RestoreEnd,
    transaction: Knex.Transaction,
  ): Promise<void> {
    const finishedAt = new Date();
    const row = await transaction('restores').where({ id }).first('started_at');
    await transaction('restores')
      .where({ id })
      .update({
        state: end.state,
        row_count: end.rows ?? null,
        table_count: end.tables ?? null,
        ...(end.checks && { checks: JSON.stringify(end.checks) }),
        error: end.error ?? null,
        removed: toOptionalJson(end.removed),
        remaining: toOptionalJson(end.remaining),
        finished_at: finishedAt,
        duration_ms: row?.started_at
          ? Math.max(0, finishedAt.getTime() - toDate(row.started_at).getTime())
          : null,
      });
  }

  async #complete(
    rows: RestoreRow[],
    transaction?: Knex.Transaction,
  ): Promise<StoredRestore[]> {
    const databases = await loadDatabases(
      transaction ?? this.#knex,
      DATABASES,
      rows.map(row => row.id),
    );
    return rows.map(row => toStoredRestore(row, databases.get(row.id) ?? []));
  }
}
