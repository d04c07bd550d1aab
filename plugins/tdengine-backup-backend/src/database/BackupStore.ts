import {
  Backup,
  BackupCopy,
  RetentionCandidate,
  RetentionRemoval,
  VerificationReport,
} from 'backstage-plugin-tdengine-backup-common';
import { Knex } from 'knex';
import { BackupQuery, RecordCriteria } from '../services/types';
import { StoredBackup } from './backupRows';

/** Which deletions are to be tried again. */
export interface DueDeletions {
  /** Those that were planned for it or before. */
  dueBefore: Date;
  /** Those that nothing was planned for, and that were not touched since. */
  leftBefore: Date;
  limit: number;
}

/** A backup that does not exist yet. */
export interface NewBackup
  extends Pick<
    StoredBackup,
    | 'id'
    | 'name'
    | 'setPrefix'
    | 'remark'
    | 'mode'
    | 'kind'
    | 'ownerRef'
    | 'createdBy'
    | 'instance'
    | 'sourceType'
    | 'scope'
    | 'scopeSummary'
    | 'databases'
    | 'format'
    | 'packaging'
    | 'compression'
    | 'encryptionKeyId'
    | 'verifyRequested'
    | 'sizeLimitBytes'
  > {
  createdAt: Date;
  idempotencyKey?: string;
  jobId: string;
  parentId?: string;
  baseId?: string;
  /** `created` where it is absent. */
  origin?: Backup['origin'];
  /** The policy that begins it, and how it is called now. */
  policyId?: string;
  policyName?: string;
  /** Where its copies go, each once. */
  targets: readonly string[];
}

/** What a finished run knows of the backup it made. */
export interface BackupOutcome
  extends Pick<
    StoredBackup,
    | 'rows'
    | 'tables'
    | 'rawBytes'
    | 'sizeBytes'
    | 'checksum'
    | 'sourceVersion'
    | 'databases'
    | 'limitations'
  > {
  /** The share of each database in the stored bytes. */
  databaseBytes: ReadonlyMap<string, number>;
  /** One a target; at least one is good. */
  copies: ReadonlyArray<MadeCopy | FailedCopy>;
}

/** A backup that was made elsewhere, or is not known any more. */
export interface AdoptedBackup {
  /** No job made it. */
  backup: Omit<NewBackup, 'jobId'>;
  outcome: BackupOutcome;
  /** Between which its rows were read. */
  window: { start: Date; end: Date };
}

/** A copy that is where it belongs. */
export interface MadeCopy
  extends Pick<
    BackupCopy,
    | 'target'
    | 'location'
    | 'sizeBytes'
    | 'sha256'
    | 'checksum'
    | 'encryptionKeyId'
    | 'verification'
  > {
  state: 'present';
}

/** A copy that could not be made. */
export interface FailedCopy {
  target: string;
  state: 'failed';
  error: string;
  /** Files of it could not be removed. */
  leftovers: boolean;
  /** When it is made again by itself. */
  nextRepairAt?: Date;
}

/** What rules of retention look at. */
export interface ExpiringBackup extends RetentionCandidate {
  finishedAt?: string;
  sizeBytes?: number;
}

/** What people say of a backup; undefined stays as it is. */
export interface BackupAnnotation {
  remark?: string;
  notes?: string;
  pinned?: boolean;
  updatedBy: string;
}

/**
 * The records of backups. Every method takes the transaction it is part of, where it is part of one.
 */
export interface BackupStore {
  /** Throws a ConflictError where the owner of one has a backup of its name that is not deleted. */
  insert(
    backups: readonly NewBackup[],
    transaction: Knex.Transaction,
  ): Promise<void>;
  /**
   * Takes in a backup that is complete, in place of a deleted one with its id. Throws a ConflictError where there is one, or
   * one at its place or of its name.
   */
  adopt(adopted: AdoptedBackup, transaction: Knex.Transaction): Promise<void>;
  /** Deleted ones too; undefined where there is none. */
  find(id: string): Promise<StoredBackup | undefined>;
  /** By where on its targets its files begin. */
  findByPrefix(setPrefix: string): Promise<StoredBackup | undefined>;
  /** Deleted ones too. Throws a NotFoundError. */
  get(id: string, transaction?: Knex.Transaction): Promise<StoredBackup>;
  /** Also waits for whoever else is about to change it. Throws a NotFoundError. */
  getForUpdate(
    id: string,
    transaction: Knex.Transaction,
  ): Promise<StoredBackup>;
  findByIdempotencyKey(key: string): Promise<StoredBackup | undefined>;
  /** Whether the owner has a backup of that name that is not deleted. */
  isNameTaken(name: string, ownerRef: string | undefined): Promise<boolean>;
  /** Of these names, those that any backup, deleted or not, ever had: a clock that goes back must not make one again. */
  listUsedNames(
    names: readonly string[],
    transaction?: Knex.Transaction,
  ): Promise<Set<string>>;
  list(
    query: BackupQuery,
  ): Promise<{ items: StoredBackup[]; totalItems: number }>;
  /** The databases of those that are not deleted, each once, in the order of their names. */
  listDatabases(criteria?: RecordCriteria): Promise<string[]>;

  /**
   * Good backups whose last verification - or the end of their run, where there was none - is before a time, and that
   * nobody tried to verify since another one; those that waited longest first.
   */
  listToVerify(options: {
    verifiedBefore: Date;
    triedBefore: Date;
    limit: number;
  }): Promise<string[]>;

  /**
   * The backups of a policy that are not deleted, and all others that need them or that they need, held until the
   * transaction ends.
   */
  listForRetention(
    policyId: string,
    transaction: Knex.Transaction,
  ): Promise<ExpiringBackup[]>;
  /** Deletions that could not finish, and for which nothing runs. */
  listUnfinishedDeletions(options: DueDeletions): Promise<StoredBackup[]>;

  /** A backup under way that reads one of the databases. */
  findBeingMade(
    instance: string,
    databases: readonly string[],
    transaction: Knex.Transaction,
  ): Promise<StoredBackup | undefined>;

  /** False where it was to be pinned, and is being deleted already. */
  annotate(id: string, annotation: BackupAnnotation): Promise<boolean>;
  /** Begins again: the record is as it was when the backup was asked for, with a new job. */
  restart(
    id: string,
    changes: { jobId: string; updatedBy: string },
    transaction: Knex.Transaction,
  ): Promise<void>;
  markStarted(id: string, transaction: Knex.Transaction): Promise<void>;
  /** What the opened source says of itself and of the scope. */
  describeSource(
    id: string,
    source: { databases: readonly string[]; version: string },
    transaction: Knex.Transaction,
  ): Promise<void>;
  /** The key around the data key of a set that is being made. */
  setEncryptionKey(
    id: string,
    keyId: string,
    transaction: Knex.Transaction,
  ): Promise<void>;
  /**
   * Encrypted backups that have a copy with another key around it, or one that is not known, oldest first. Copies that are
   * damaged or missing count: they may be back.
   */
  listWithOtherKey(keyId: string): Promise<string[]>;
  markAvailable(
    id: string,
    outcome: BackupOutcome,
    transaction: Knex.Transaction,
  ): Promise<void>;
  /** Ends a run that made no backup. */
  markEnded(
    id: string,
    end: {
      state: 'failed' | 'cancelled';
      error?: string;
      /** Targets on which files of it could not be removed. */
      leftovers: readonly string[];
    },
    transaction: Knex.Transaction,
  ): Promise<void>;
  setVerifyJob(
    id: string,
    jobId: string,
    transaction: Knex.Transaction,
  ): Promise<void>;
  /** Keeps the report of a copy. */
  addVerification(
    id: string,
    report: VerificationReport,
    transaction: Knex.Transaction,
  ): Promise<void>;
  /** The newest report of a copy; without a target that of any, one that found damage before others. */
  findVerification(
    id: string,
    target?: string,
  ): Promise<VerificationReport | undefined>;
  /** Keeps rules of retention away for a time; false where the backup is about to go, or gone. */
  holdInUse(id: string, until: Date): Promise<boolean>;
  markDeleting(
    id: string,
    changes: { updatedBy: string; removal?: RetentionRemoval },
    transaction: Knex.Transaction,
  ): Promise<void>;
  /** Its deletion is called off: it is as good as its copies are, which have to say so before. */
  markKept(
    id: string,
    changes: { updatedBy: string },
    transaction: Knex.Transaction,
  ): Promise<void>;
  /** A deletion that could not finish; it is not good any more and can be deleted again. */
  markDeletionFailed(
    id: string,
    error: string,
    transaction: Knex.Transaction,
  ): Promise<void>;
  markDeleted(id: string, transaction: Knex.Transaction): Promise<void>;
}
