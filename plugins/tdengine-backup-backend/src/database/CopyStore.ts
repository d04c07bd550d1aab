import { Knex } from 'knex';
import { DueDeletions, FailedCopy, MadeCopy } from './BackupStore';
import { StoredBackup } from './backupRows';

/** Which copy: the one of a backup on a target. */
export interface CopyKey {
  backupId: string;
  target: string;
}

/** A copy that was good and is not. */
export interface SpoiledCopy {
  state: 'corrupted' | 'missing';
  error: string;
  /** When it is made again by itself. */
  nextRepairAt?: Date;
}

/** A copy that its target did not give up. */
export interface RefusedDeletion {
  /** In words. */
  error: string;
  /** Part of it is gone: it is no copy any more. */
  partial: boolean;
  nextDeletionAt: Date;
}

/**
 * The records of the copies of backups that were made. What becomes of a copy changes what is on record of its backup, in
 * the same transaction: whether it is good, good in part, or not at all.
 */
export interface CopyStore {
  /** One that is to be made, out of those there are. Throws a ConflictError where there is one on the target. */
  add(
    key: CopyKey,
    location: string,
    transaction: Knex.Transaction,
  ): Promise<void>;
  /** One that was found where it belongs, whether it was known or not. */
  adopt(
    backupId: string,
    copy: MadeCopy,
    transaction: Knex.Transaction,
  ): Promise<void>;
  /** The key around the data key of a copy. */
  setEncryptionKey(
    key: CopyKey,
    keyId: string,
    transaction: Knex.Transaction,
  ): Promise<void>;
  /** Good ones on a target, by the ids of their backups, behind one of them. */
  listPresent(
    target: string,
    options: { after?: string; limit: number },
  ): Promise<StoredBackup[]>;
  /** It is being made, again or for the first time. */
  markRepairing(key: CopyKey, transaction: Knex.Transaction): Promise<void>;
  /** It was made, or could not be; that counts as an attempt. */
  markRepaired(
    key: CopyKey,
    outcome: MadeCopy | FailedCopy,
    transaction: Knex.Transaction,
  ): Promise<void>;
  /** It was read whole, and is in order. */
  markVerified(key: CopyKey, transaction: Knex.Transaction): Promise<void>;
  markSpoiled(
    key: CopyKey,
    outcome: SpoiledCopy,
    transaction: Knex.Transaction,
  ): Promise<void>;
  /** Has a copy that is not good made again at a time, as if nobody had tried yet. */
  planRepair(
    key: CopyKey,
    at: Date,
    transaction: Knex.Transaction,
  ): Promise<void>;
  /** Backups with a good copy, and those of their copies that are to be made again by now; those that wait longest first. */
  listToRepair(options: {
    dueBefore: Date;
    limit: number;
  }): Promise<Array<{ backupId: string; targets: string[] }>>;
  markDeleting(key: CopyKey, transaction: Knex.Transaction): Promise<void>;
  /** A deletion that could not finish, whatever its target said. */
  markDeletionFailed(
    key: CopyKey,
    error: string,
    transaction: Knex.Transaction,
  ): Promise<void>;
  /** A deletion that could not finish and is tried again. */
  markDeletionRefused(
    key: CopyKey,
    refused: RefusedDeletion,
    transaction: Knex.Transaction,
  ): Promise<void>;
  /** Its files are gone, and those of other copies may not be. */
  markRemoved(key: CopyKey, transaction: Knex.Transaction): Promise<void>;
  /** The deletion is called off, and what is there stays: all of it, or too little to be a copy, with the reason. */
  markKept(
    key: CopyKey,
    kept: { whole: true } | { whole: false; error: string },
    transaction: Knex.Transaction,
  ): Promise<void>;
  /** It is gone, and so is its record. */
  remove(key: CopyKey, transaction: Knex.Transaction): Promise<void>;
  /** Its deletion begins, again or for the first time: nobody knows yet when it would be tried again. */
  beginDeletion(key: CopyKey, transaction: Knex.Transaction): Promise<void>;
  /** Copies whose deletion could not finish, for which nothing runs, and which are to be tried again by now. */
  listUnfinishedDeletions(options: DueDeletions): Promise<CopyKey[]>;
  /** Copies whose failed runs left files behind. */
  listWithLeftovers(
    limit: number,
  ): Promise<Array<{ backup: StoredBackup; target: string }>>;
  /** Nothing is left of it. */
  forgetLeftovers(key: CopyKey): Promise<void>;
}
