import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import { Knex } from 'knex';
import { ACTIVE_JOB_STATES } from '../jobs/StoredJob';
import { DueDeletions, FailedCopy, MadeCopy } from './BackupStore';
import { BackupCopyRow, BackupRow, StoredBackup } from './backupRows';
import { CopyKey, CopyStore, RefusedDeletion, SpoiledCopy } from './CopyStore';
import { completeBackups } from './operations/completeBackups';
import { NO_DELETION, toColumns } from './operations/markBackupAvailable';
import { settleCopies } from './operations/settleCopies';
import { settleEncryptionKey } from './operations/settleEncryptionKey';
import { RESTORABLE_STATES } from './restorableStates';

/** Keeps the records of copies in SQL. */
export class DatabaseCopyStore implements CopyStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): DatabaseCopyStore {
    return new DatabaseCopyStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async add(
    { backupId, target }: CopyKey,
    location: string,
    transaction: Knex.Transaction,
  ): Promise<void> {
    try {
      await transaction('backup_copies').insert({
        backup_id: backupId,
        target,
        location,
        state: 'pending',
      });
    } catch (error) {
      if (isDatabaseConflictError(error)) {
        throw new ConflictError(
          `There is a copy on target '${target}' already; repair that one`,
        );
      }
      throw error;
    }
  }

  async adopt(
    backupId: string,
    copy: MadeCopy,
    transaction: Knex.Transaction,
  ): Promise<void> {
    const { target, location } = copy;
    await transaction('backup_copies')
      .insert({ backup_id: backupId, target, location, state: 'pending' })
      .onConflict(['backup_id', 'target'])
      .ignore();
    await this.#change({ backupId, target }, transaction, toColumns(copy));
    await settleEncryptionKey(transaction, backupId, copy.encryptionKeyId);
  }

  async setEncryptionKey(
    key: CopyKey,
    keyId: string,
    transaction: Knex.Transaction,
  ): Promise<void> {
    await this.#row(key, transaction).update({ encryption_key_id: keyId });
    await settleEncryptionKey(transaction, key.backupId);
  }

  async listPresent(
    target: string,
    options: { after?: string; limit: number },
  ): Promise<StoredBackup[]> {
    const { after = '', limit } = options;
    const rows = await this.#knex<BackupRow>('backups')
      .whereIn('state', RESTORABLE_STATES)
      .where('id', '>', after)
      .whereIn(
        'id',
        this.#knex('backup_copies')
          .where({ target, state: 'present' })
          .select('backup_id'),
      )
      .orderBy('id')
      .limit(limit);
    return completeBackups(this.#knex, rows);
  }

  async markRepairing(
    key: CopyKey,
    transaction: Knex.Transaction,
  ): Promise<void> {
    const isNew = await this.#row(key, transaction).where({ state: 'pending' });
    await this.#change(key, transaction, {
      state: isNew.length > 0 ? 'writing' : 'repairing',
    });
  }

  async markRepaired(
    key: CopyKey,
    outcome: MadeCopy | FailedCopy,
    transaction: Knex.Transaction,
  ): Promise<void> {
    await this.#change(key, transaction, {
      ...toColumns(outcome),
      ...(outcome.state === 'failed' && {
        repair_attempts: transaction.raw('repair_attempts + 1'),
      }),
    });
    await settleEncryptionKey(transaction, key.backupId);
  }

  async markVerified(
    key: CopyKey,
    transaction: Knex.Transaction,
  ): Promise<void> {
    await this.#change(key, transaction, {
      state: 'present',
      verification: 'verified',
      verified_at: new Date(),
      error: null,
      repair_attempts: 0,
      next_repair_at: null,
    });
  }

  async markSpoiled(
    key: CopyKey,
    { state, error, nextRepairAt }: SpoiledCopy,
    transaction: Knex.Transaction,
  ): Promise<void> {
    await this.#change(key, transaction, {
      state,
      verification: 'failed',
      verified_at: new Date(),
      error,
      next_repair_at: nextRepairAt ?? null,
    });
  }

  async planRepair(
    key: CopyKey,
    at: Date,
    transaction: Knex.Transaction,
  ): Promise<void> {
    await this.#row(key, transaction).update({
      repair_attempts: 0,
      next_repair_at: at,
    });
  }

  async listToRepair(options: {
    dueBefore: Date;
    limit: number;
  }): Promise<Array<{ backupId: string; targets: string[] }>> {
    const rows: Array<{ backup_id: string; target: string }> = await this.#knex(
      'backup_copies',
    )
      .join('backups', 'backups.id', 'backup_copies.backup_id')
      .whereIn('backups.state', RESTORABLE_STATES)
      .whereNotIn('backup_copies.state', ['present', 'deleting'])
      .where('backup_copies.next_repair_at', '<=', options.dueBefore)
      .whereNotExists(this.#activeJobs('backups.id'))
      .orderBy('backup_copies.next_repair_at')
      .limit(options.limit)
      .select('backup_copies.backup_id', 'backup_copies.target');
    const due = new Map<string, string[]>();
    for (const { backup_id: backupId, target } of rows) {
      due.set(backupId, [...(due.get(backupId) ?? []), target]);
    }
    return [...due].map(([backupId, targets]) => ({ backupId, targets }));
  }

  async markDeleting(
    key: CopyKey,
    transaction: Knex.Transaction,
  ): Promise<void> {
    await this.#change(key, transaction, {
      state: 'deleting',
      next_repair_at: null,
      next_deletion_at: null,
    });
  }

  async markDeletionFailed(
    key: CopyKey,
    error: string,
    transaction: Knex.Transaction,
  ): Promise<void> {
    await this.#change(key, transaction, { deletion_error: error });
  }

  async markDeletionRefused(
    key: CopyKey,
    { error, partial, nextDeletionAt }: RefusedDeletion,
    transaction: Knex.Transaction,
  ): Promise<void> {
    await this.#change(key, transaction, {
      deletion_error: error,
      next_deletion_at: nextDeletionAt,
      // What is gone does not come back where the next try fails sooner.
      ...(partial && { state: 'deleting', deletion_partial: true }),
    });
  }

  async markRemoved(
    key: CopyKey,
    transaction: Knex.Transaction,
  ): Promise<void> {
    await this.#change(key, transaction, {
      state: 'missing',
      error: null,
      leftovers: false,
      next_repair_at: null,
      ...NO_DELETION,
    });
  }

  async markKept(
    key: CopyKey,
    kept: { whole: true } | { whole: false; error: string },
    transaction: Knex.Transaction,
  ): Promise<void> {
    const [row] = await this.#row(key, transaction);
    await this.#change(key, transaction, {
      ...stateKept(row, kept),
      ...NO_DELETION,
    });
  }

  async remove(key: CopyKey, transaction: Knex.Transaction): Promise<void> {
    await this.#row(key, transaction).delete();
    await transaction('backup_verifications')
      .where({ backup_id: key.backupId, target: key.target })
      .delete();
    await settleCopies(transaction, key.backupId);
    await settleEncryptionKey(transaction, key.backupId);
  }

  async beginDeletion(
    key: CopyKey,
    transaction: Knex.Transaction,
  ): Promise<void> {
    await this.#row(key, transaction).update({ next_deletion_at: null });
  }

  async listUnfinishedDeletions({
    dueBefore,
    leftBefore,
    limit,
  }: DueDeletions): Promise<CopyKey[]> {
    const rows = await this.#knex('backup_copies')
      .join('backups', 'backups.id', 'backup_copies.backup_id')
      .where('backup_copies.state', 'deleting')
      .where(due =>
        due
          .where('backup_copies.next_deletion_at', '<=', dueBefore)
          .orWhere(left =>
            left
              .whereNull('backup_copies.next_deletion_at')
              .where('backups.updated_at', '<', leftBefore),
          ),
      )
      .whereNotIn('backups.state', ['deleting', 'deleted'])
      .whereNotExists(this.#activeJobs('backups.id'))
      .orderBy('backups.updated_at')
      .limit(limit)
      .select('backup_copies.backup_id', 'backup_copies.target');
    return rows.map(row => ({ backupId: row.backup_id, target: row.target }));
  }

  async listWithLeftovers(
    limit: number,
  ): Promise<Array<{ backup: StoredBackup; target: string }>> {
    const found: Array<{ backup_id: string; target: string }> =
      await this.#knex('backup_copies')
        .join('backups', 'backups.id', 'backup_copies.backup_id')
        .where('backup_copies.leftovers', true)
        .whereIn('backups.state', ['failed', 'cancelled'])
        .orderBy('backups.updated_at')
        .limit(limit)
        .select('backup_copies.backup_id', 'backup_copies.target');
    const rows = await this.#knex<BackupRow>('backups').whereIn(
      'id',
      found.map(row => row.backup_id),
    );
    const backups = new Map(
      (await completeBackups(this.#knex, rows)).map(backup => [
        backup.id,
        backup,
      ]),
    );
    return found.flatMap(({ backup_id: id, target }) => {
      const backup = backups.get(id);
      return backup ? [{ backup, target }] : [];
    });
  }

  async forgetLeftovers({ backupId, target }: CopyKey): Promise<void> {
    await this.#knex('backup_copies')
      .where({ backup_id: backupId, target })
      .update({ leftovers: false });
  }

  #row({ backupId, target }: CopyKey, tx: Knex.Transaction) {
    return tx<BackupCopyRow>('backup_copies').where({
      backup_id: backupId,
      target,
    });
  }

  async #change(
    key: CopyKey,
    tx: Knex.Transaction,
    columns: Record<string, unknown>,
  ): Promise<void> {
    await this.#row(key, tx).update(columns);
    await settleCopies(tx, key.backupId);
  }

  #activeJobs(backupId: string): Knex.QueryBuilder {
    return this.#knex('jobs')
      .where('jobs.backup_id', this.#knex.ref(backupId))
      .whereIn('jobs.state', ACTIVE_JOB_STATES)
      .select(this.#knex.raw('1'));
  }
}

/** What a copy is whose deletion was called off, as columns. What was bad before it is bad now. */
function stateKept(
  { state, verification, error }: BackupCopyRow,
  kept: { whole: true } | { whole: false; error: string },
) {
  if (kept.whole) {
    return verification === 'failed'
      ? { state: 'corrupted' }
      : { state: 'present', error: null };
  }
  const wasBad = (state === 'failed' || state === 'missing') && error !== null;
  return wasBad
    ? {}
    : { state: 'missing', error: kept.error, next_repair_at: null };
}
