import { NotFoundError } from '@backstage/errors';
import {
  BackupCopy,
  VerificationReport,
} from 'backstage-plugin-tdengine-backup-common';
import { Knex } from 'knex';
import { BackupQuery } from '../services/types';
import { BackupOutcome, BackupStore, NewBackup } from './BackupStore';
import {
  BackupCopyRow,
  BackupRow,
  StoredBackup,
  toBackupCopy,
  toStoredBackup,
} from './backupRows';
import { toDate } from './conversion';
import { addBackupVerification } from './operations/addBackupVerification';
import { insertBackup } from './operations/insertBackup';
import { listBackups } from './operations/listBackups';
import { loadDatabases } from './operations/loadDatabases';
import { nameKey } from './operations/nameKey';
import { replaceDatabases } from './operations/replaceDatabases';

const DATABASES = { table: 'backup_databases', column: 'backup_id' } as const;

/** Keeps the records of backups in SQL. */
export class DatabaseBackupStore implements BackupStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): DatabaseBackupStore {
    return new DatabaseBackupStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async insert(
    backup: NewBackup,
    transaction: Knex.Transaction,
  ): Promise<void> {
    await insertBackup(transaction, backup);
  }

  async get(id: string, transaction?: Knex.Transaction): Promise<StoredBackup> {
    const knex = transaction ?? this.#knex;
    return this.#one(
      knex,
      id,
      await knex<BackupRow>('backups').where({ id }).first(),
    );
  }

  async getForUpdate(
    id: string,
    transaction: Knex.Transaction,
  ): Promise<StoredBackup> {
    return this.#one(
      transaction,
      id,
      await transaction<BackupRow>('backups').where({ id }).forUpdate().first(),
    );
  }

  async findByIdempotencyKey(key: string): Promise<StoredBackup | undefined> {
    const row = await this.#knex<BackupRow>('backups')
      .where({ idempotency_key: key })
      .first();
    return row && this.#one(this.#knex, row.id, row);
  }

  async isNameTaken(
    name: string,
    ownerRef: string | undefined,
  ): Promise<boolean> {
    const row = await this.#knex('backups')
      .where({ name_key: nameKey(name, ownerRef) })
      .first('id');
    return row !== undefined;
  }

  async wasNameUsed(name: string): Promise<boolean> {
    return (
      (await this.#knex('backups').where({ name }).first('id')) !== undefined
    );
  }

  async list(
    query: BackupQuery,
  ): Promise<{ items: StoredBackup[]; totalItems: number }> {
    const { rows, totalItems } = await listBackups(this.#knex, query);
    return { items: await this.#complete(this.#knex, rows), totalItems };
  }

  async listWithLeftovers(limit: number): Promise<StoredBackup[]> {
    const rows = await this.#knex<BackupRow>('backups')
      .where({ leftovers: true })
      .whereIn('state', ['failed', 'cancelled'])
      .limit(limit);
    return this.#complete(this.#knex, rows);
  }

  async findBeingMade(
    instance: string,
    databases: readonly string[],
    transaction: Knex.Transaction,
  ): Promise<StoredBackup | undefined> {
    const row = await transaction<BackupRow>('backups')
      .where({ instance, state: 'creating' })
      .whereNotNull('started_at')
      .whereIn(
        'id',
        transaction('backup_databases')
          .whereIn('database', databases)
          .select('backup_id'),
      )
      .first();
    return row && this.#one(transaction, row.id, row);
  }

  async annotate(
    id: string,
    changes: { remark?: string; notes?: string; updatedBy: string },
  ): Promise<void> {
    await this.#knex('backups')
      .where({ id })
      .update({
        ...(changes.remark !== undefined && { remark: changes.remark }),
        ...(changes.notes !== undefined && { notes: changes.notes }),
        updated_by: changes.updatedBy,
        updated_at: new Date(),
      });
  }

  async restart(
    id: string,
    changes: { jobId: string; updatedBy: string },
    transaction: Knex.Transaction,
  ): Promise<void> {
    await this.#update(transaction, id, {
      state: 'creating',
      verification: 'unverified',
      verified_at: null,
      started_at: null,
      finished_at: null,
      duration_ms: null,
      error: null,
      leftovers: false,
      job_id: changes.jobId,
      updated_by: changes.updatedBy,
    });
    await transaction('backup_copies')
      .where({ backup_id: id })
      .update({ state: 'pending', error: null });
  }

  async markStarted(id: string, transaction: Knex.Transaction): Promise<void> {
    await transaction('backups')
      .where({ id })
      .whereNull('started_at')
      .update({ started_at: new Date(), updated_at: new Date() });
    await transaction('backup_copies')
      .where({ backup_id: id })
      .update({ state: 'writing' });
  }

  async describeSource(
    id: string,
    source: { databases: readonly string[]; version: string },
    transaction: Knex.Transaction,
  ): Promise<void> {
    await this.#update(transaction, id, { source_version: source.version });
    await replaceDatabases(transaction, { ...DATABASES, id }, source.databases);
  }

  async markAvailable(
    id: string,
    outcome: BackupOutcome,
    transaction: Knex.Transaction,
  ): Promise<void> {
    const verifiedAt = outcome.verification === 'verified' ? new Date() : null;
    await this.#update(transaction, id, {
      state: 'available',
      verification: outcome.verification,
      verified_at: verifiedAt,
      row_count: outcome.rows,
      table_count: outcome.tables,
      raw_bytes: outcome.rawBytes,
      size_bytes: outcome.sizeBytes,
      checksum: outcome.checksum,
      source_version: outcome.sourceVersion,
      limitations: JSON.stringify(outcome.limitations),
      error: null,
      ...(await this.#ended(transaction, id)),
    });
    await replaceDatabases(
      transaction,
      { ...DATABASES, id },
      outcome.databases,
    );
    await transaction('backup_copies')
      .where({ backup_id: id })
      .update({
        state: 'present',
        location: outcome.copy.location,
        size_bytes: outcome.copy.sizeBytes ?? null,
        sha256: outcome.copy.sha256 ?? null,
        verified_at: verifiedAt,
        error: null,
      });
  }

  async markEnded(
    id: string,
    end: { state: 'failed' | 'cancelled'; error?: string; leftovers: boolean },
    transaction: Knex.Transaction,
  ): Promise<void> {
    await this.#update(transaction, id, {
      state: end.state,
      error: end.error ?? null,
      leftovers: end.leftovers,
      ...(await this.#ended(transaction, id)),
    });
    await transaction('backup_copies')
      .where({ backup_id: id })
      .update({ state: 'failed', error: end.error ?? null });
  }

  async setLeftovers(id: string, leftovers: boolean): Promise<void> {
    await this.#knex('backups').where({ id }).update({ leftovers });
  }

  async setVerifyJob(
    id: string,
    jobId: string,
    transaction: Knex.Transaction,
  ): Promise<void> {
    await this.#update(transaction, id, { verify_job_id: jobId });
  }

  async addVerification(
    id: string,
    report: VerificationReport,
    transaction: Knex.Transaction,
  ): Promise<void> {
    await addBackupVerification(transaction, id, report);
  }

  async findVerification(id: string): Promise<VerificationReport | undefined> {
    const row = await this.#knex('backup_verifications')
      .where({ backup_id: id })
      .orderBy('created_at', 'desc')
      .first('report');
    return row && JSON.parse(row.report);
  }

  async markDeleting(
    id: string,
    changes: { updatedBy: string },
    transaction: Knex.Transaction,
  ): Promise<void> {
    await this.#update(transaction, id, {
      state: 'deleting',
      error: null,
      updated_by: changes.updatedBy,
    });
  }

  async markDeletionFailed(
    id: string,
    error: string,
    transaction: Knex.Transaction,
  ): Promise<void> {
    await this.#update(transaction, id, { error });
  }

  async markDeleted(id: string, transaction: Knex.Transaction): Promise<void> {
    await this.#update(transaction, id, {
      state: 'deleted',
      name_key: null,
      error: null,
      leftovers: false,
    });
    await transaction('backup_copies')
      .where({ backup_id: id })
      .update({ state: 'missing', error: null });
  }

  async #update(
    tx: Knex.Transaction,
    id: string,
    columns: Record<string, unknown>,
  ): Promise<void> {
    await tx('backups')
      .where({ id })
      .update({ ...columns, updated_at: new Date() });
  }

  async #ended(tx: Knex.Transaction, id: string) {
    const finishedAt = new Date();
    const row = await tx('backups').where({ id }).first('started_at');
    return {
      finished_at: finishedAt,
      duration_ms: row?.started_at
        ? Math.max(0, finishedAt.getTime() - toDate(row.started_at).getTime())
        : null,
    };
  }

  async #one(
    knex: Knex,
    id: string,
    row: BackupRow | undefined,
  ): Promise<StoredBackup> {
    if (!row) {
      throw new NotFoundError(`There is no backup with the id '${id}'`);
    }
    return (await this.#complete(knex, [row]))[0];
  }

  async #complete(knex: Knex, rows: BackupRow[]): Promise<StoredBackup[]> {
    const ids = rows.map(row => row.id);
    const databases = await loadDatabases(knex, DATABASES, ids);
    const copies = new Map<string, BackupCopy[]>(ids.map(id => [id, []]));
    for (const copy of await knex<BackupCopyRow>('backup_copies').whereIn(
      'backup_id',
      ids,
    )) {
      copies.get(copy.backup_id)?.push(toBackupCopy(copy));
    }
    return rows.map(row =>
      toStoredBackup(
        row,
        databases.get(row.id) ?? [],
        copies.get(row.id) ?? [],
      ),
    );
  }
}
