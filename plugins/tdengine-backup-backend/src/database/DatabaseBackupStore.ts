import { NotFoundError } from '@backstage/errors';
import {
  describeRetentionRemoval,
  RetentionRemoval,
  VerificationReport,
} from 'backstage-plugin-tdengine-backup-common';
import { Knex } from 'knex';
import { BackupQuery, RecordCriteria } from '../services/types';
import {
  AdoptedBackup,
  BackupAnnotation,
  BackupOutcome,
  BackupStore,
  DueDeletions,
  ExpiringBackup,
  NewBackup,
} from './BackupStore';
import { BackupRow, StoredBackup } from './backupRows';
import { adoptBackup } from './operations/adoptBackup';
import { addBackupVerification } from './operations/addBackupVerification';
import { annotateBackup } from './operations/annotateBackup';
import { completeBackups } from './operations/completeBackups';
import { findBackupVerification } from './operations/findBackupVerification';
import { insertBackups } from './operations/insertBackups';
import { listBackupDatabases, listBackups } from './operations/listBackups';
import { listForRetention } from './operations/listForRetention';
import { listToVerify } from './operations/listToVerify';
import { listUnfinishedDeletions } from './operations/listUnfinishedDeletions';
import { listWithOtherKey } from './operations/listWithOtherKey';
import {
  markBackupAvailable,
  NO_DELETION,
} from './operations/markBackupAvailable';
import { nameKey } from './operations/nameKey';
import { replaceDatabases } from './operations/replaceDatabases';
import { restartBackup } from './operations/restartBackup';
import { settleCopies } from './operations/settleCopies';
import { settleEncryptionKey } from './operations/settleEncryptionKey';
import {
  endedNow,
  updateBackup,
  updateCopies,
  updateCopy,
} from './operations/updateBackup';

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
    backups: readonly NewBackup[],
    transaction: Knex.Transaction,
  ): Promise<void> {
    await insertBackups(transaction, backups);
  }

  async adopt(
    adopted: AdoptedBackup,
    transaction: Knex.Transaction,
  ): Promise<void> {
    await adoptBackup(transaction, adopted);
  }

  async find(id: string): Promise<StoredBackup | undefined> {
    return this.#first({ id });
  }

  async findByPrefix(setPrefix: string): Promise<StoredBackup | undefined> {
    return this.#first({ set_prefix: setPrefix });
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
    return this.#first({ idempotency_key: key });
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

  async listUsedNames(
    names: readonly string[],
    transaction?: Knex.Transaction,
  ): Promise<Set<string>> {
    const knex = transaction ?? this.#knex;
    const used: string[] = await knex('backups')
      .whereIn('name', names)
      .distinct()
      .pluck('name');
    return new Set(used);
  }

  async list(
    query: BackupQuery,
  ): Promise<{ items: StoredBackup[]; totalItems: number }> {
    const { rows, totalItems } = await listBackups(this.#knex, query);
    return { items: await completeBackups(this.#knex, rows), totalItems };
  }

  async listDatabases(criteria?: RecordCriteria): Promise<string[]> {
    return listBackupDatabases(this.#knex, criteria);
  }

  async listToVerify(options: {
    verifiedBefore: Date;
    triedBefore: Date;
    limit: number;
  }): Promise<string[]> {
    return listToVerify(this.#knex, options);
  }

  async listForRetention(
    policyId: string,
    transaction: Knex.Transaction,
  ): Promise<ExpiringBackup[]> {
    return listForRetention(transaction, policyId);
  }

  async listUnfinishedDeletions(due: DueDeletions): Promise<StoredBackup[]> {
    const rows = await listUnfinishedDeletions(this.#knex, due);
    return completeBackups(this.#knex, rows);
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

  async annotate(id: string, annotation: BackupAnnotation): Promise<boolean> {
    return annotateBackup(this.#knex, id, annotation);
  }

  async restart(
    id: string,
    changes: { jobId: string; updatedBy: string },
    transaction: Knex.Transaction,
  ): Promise<void> {
    await restartBackup(transaction, id, changes);
  }

  async markStarted(id: string, transaction: Knex.Transaction): Promise<void> {
    await transaction('backups')
      .where({ id })
      .whereNull('started_at')
      .update({ started_at: new Date(), updated_at: new Date() });
    await updateCopies(transaction, id, { state: 'writing' });
  }

  async describeSource(
    id: string,
    source: { databases: readonly string[]; version: string },
    transaction: Knex.Transaction,
  ): Promise<void> {
    await updateBackup(transaction, id, { source_version: source.version });
    await replaceDatabases(transaction, { ...DATABASES, id }, source.databases);
  }

  async setEncryptionKey(
    id: string,
    keyId: string,
    transaction: Knex.Transaction,
  ): Promise<void> {
    await updateBackup(transaction, id, { encryption_key_id: keyId });
  }

  async listWithOtherKey(keyId: string): Promise<string[]> {
    return listWithOtherKey(this.#knex, keyId);
  }

  async markAvailable(
    id: string,
    outcome: BackupOutcome,
    transaction: Knex.Transaction,
  ): Promise<void> {
    await markBackupAvailable(transaction, id, outcome);
  }

  async markEnded(
    id: string,
    end: {
      state: 'failed' | 'cancelled';
      error?: string;
      leftovers: readonly string[];
    },
    transaction: Knex.Transaction,
  ): Promise<void> {
    const error = end.error ?? null;
    await updateBackup(transaction, id, {
      state: end.state,
      error,
      ...(await endedNow(transaction, id)),
    });
    await updateCopies(transaction, id, { state: 'failed', error });
    for (const target of end.leftovers) {
      await updateCopy(transaction, id, target, { leftovers: true });
    }
  }

  async setVerifyJob(
    id: string,
    jobId: string,
    transaction: Knex.Transaction,
  ): Promise<void> {
    await updateBackup(transaction, id, { verify_job_id: jobId });
  }

  async addVerification(
    id: string,
    report: VerificationReport,
    transaction: Knex.Transaction,
  ): Promise<void> {
    await addBackupVerification(transaction, id, report);
  }

  async findVerification(
    id: string,
    target?: string,
  ): Promise<VerificationReport | undefined> {
    return findBackupVerification(this.#knex, id, target);
  }

  async holdInUse(id: string, until: Date): Promise<boolean> {
    const held = await this.#knex('backups')
      .where({ id })
      .whereNotIn('state', ['deleting', 'deleted'])
      .update({ in_use_until: until });
    return held === 1;
  }

  async markDeleting(
    id: string,
    changes: { updatedBy: string; removal?: RetentionRemoval },
    transaction: Knex.Transaction,
  ): Promise<void> {
    await updateBackup(transaction, id, {
      state: 'deleting',
      error: null,
      ...(changes.removal && {
        removal_reason: describeRetentionRemoval(changes.removal, 'en'),
        removal: JSON.stringify(changes.removal),
      }),
      updated_by: changes.updatedBy,
    });
  }

  async markDeletionFailed(
    id: string,
    error: string,
    transaction: Knex.Transaction,
  ): Promise<void> {
    await updateBackup(transaction, id, { error });
  }

  async markDeleted(id: string, transaction: Knex.Transaction): Promise<void> {
    await updateBackup(transaction, id, {
      state: 'deleted',
      name_key: null,
      error: null,
    });
    await updateCopies(transaction, id, {
      state: 'missing',
      error: null,
      leftovers: false,
      next_repair_at: null,
      ...NO_DELETION,
    });
  }

  async markKept(
    id: string,
    changes: { updatedBy: string },
    transaction: Knex.Transaction,
  ): Promise<void> {
    // What its copies are decides.
    await updateBackup(transaction, id, {
      state: 'available',
      error: null,
      removal_reason: null,
      removal: null,
      updated_by: changes.updatedBy,
    });
    await settleCopies(transaction, id);
    await settleEncryptionKey(transaction, id);
  }

  async #first(where: Partial<BackupRow>): Promise<StoredBackup | undefined> {
    const row = await this.#knex<BackupRow>('backups').where(where).first();
    return row && this.#one(this.#knex, row.id, row);
  }

  async #one(
    knex: Knex,
    id: string,
    row: BackupRow | undefined,
  ): Promise<StoredBackup> {
    if (!row) {
      throw new NotFoundError(`There is no backup with the id '${id}'`);
    }
    return (await completeBackups(knex, [row]))[0];
  }
}
