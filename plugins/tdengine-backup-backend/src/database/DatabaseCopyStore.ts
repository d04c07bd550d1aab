import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import { Knex } from 'knex';
import { DueDeletions, FailedCopy, MadeCopy } from './BackupStore';
import { BackupCopyRow, StoredBackup } from './backupRows';
import { CopyKey, CopyStore, RefusedDeletion, SpoiledCopy } from './CopyStore';
import { listCopiesToRepair } from './operations/listCopiesToRepair';
import { listUnfinishedCopyDeletions } from './operations/listUnfinishedDeletions';
import { listWithLeftovers } from './operations/listWithLeftovers';
import { listWithPresentCopy } from './operations/listWithPresentCopy';
import { NO_DELETION, toColumns } from './operations/markBackupAvailable';
import { stateKept } from './operations/stateKept';
import { settleCopies } from './operations/settleCopies';
import { settleEncryptionKey } from './operations/settleEncryptionKey';

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
    return listWithPresentCopy(this.#knex, target, options);
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
    return listCopiesToRepair(this.#knex, options);
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

  async listUnfinishedDeletions(due: DueDeletions): Promise<CopyKey[]> {
    return listUnfinishedCopyDeletions(this.#knex, due);
  }

  async listWithLeftovers(
    limit: number,
  ): Promise<Array<{ backup: StoredBackup; target: string }>> {
    return listWithLeftovers(this.#knex, limit);
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
}
