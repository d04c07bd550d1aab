import {
  Backup,
  BackupContents,
  BackupKind,
  BackupMode,
  BackupOrigin,
  BackupPage,
  BackupState,
  BackupTableRowsPage,
  CreateBackupRequest,
  CreateRestoreRequest,
  EncryptionState,
  Facets,
  Instance,
  InstanceObject,
  Job,
  JobEvent,
  JobEvents,
  JobPage,
  PlanRestoreRequest,
  Policy,
  PolicyInput,
  PolicyPage,
  PolicyRetention,
  PolicyRun,
  PolicyRunPage,
  Restore,
  RestorePage,
  RestorePlan,
  RestoreState,
  RetentionPreview,
  RewrapResult,
  SchedulerState,
  StorageTargetInfo,
  TargetRescan,
  UpdateBackupRequest,
  UpdatePolicyRequest,
  VerificationReport,
  VerificationState,
  VerifyBackupRequest,
} from 'backstage-plugin-tdengine-backup-common';
import { PermissionCriteria } from '@backstage/plugin-permission-common';
import { Readable } from 'node:stream';
import { RecordAccess } from './overviewTypes';

/**
 * Who asks: an entity ref for users, the subject for services.
 *
 * @public
 */
export interface Caller {
  ref: string;
  /** The entities the caller acts for; the first one owns what the caller creates. */
  ownershipRefs: string[];
}

/**
 * One condition on a record, as a permission rule translates to it: the property has one of the values.
 * @public
 */
export interface RecordFilter {
  property: 'ownerRef' | 'createdBy' | 'instance' | 'database';
  values: string[];
}

/**
 * Conditions of a policy, combined; stores turn them into SQL.
 *
 * @public
 */
export type RecordCriteria = PermissionCriteria<RecordFilter>;

/**
 * Which page of a list, and how long it is.
 *
 * @public
 */
export interface PageQuery {
  /** From 1. */
  page: number;
  pageSize: number;
}

/**
 * Which backups, and in which order. Lists of one filter mean any of them; filters add up.
 *
 * @public
 */
export interface BackupQuery extends PageQuery {
  states?: BackupState[];
  verifications?: VerificationState[];
  kinds?: BackupKind[];
  modes?: BackupMode[];
  origins?: BackupOrigin[];
  sourceTypes?: string[];
  instances?: string[];
  databases?: string[];
  ownerRefs?: string[];
  policyIds?: string[];
  createdFrom?: Date;
  createdTo?: Date;
  search?: string;
  sort:
    | 'createdAt'
    | 'name'
    | 'state'
    | 'rows'
    | 'sizeBytes'
    | 'durationMs'
    | 'instance';
  order: 'asc' | 'desc';
  criteria?: RecordCriteria;
}

/**
 * Which restores, and in which order. Lists of one filter mean any of them; filters add up.
 *
 * @public
 */
export interface RestoreQuery extends PageQuery {
  states?: RestoreState[];
  instances?: string[];
  backupId?: string;
  databases?: string[];
  createdFrom?: Date;
  createdTo?: Date;
  search?: string;
  sort: 'createdAt' | 'state' | 'rows' | 'durationMs';
  order: 'asc' | 'desc';
  criteria?: RecordCriteria;
}

/**
 * Which policies, and in which order. Lists of one filter mean any of them; filters add up.
 *
 * @public
 */
export interface PolicyQuery extends PageQuery {
  instances?: string[];
  /** Those whose scope takes one of them, also by a pattern. */
  databases?: string[];
  ownerRefs?: string[];
  enabled?: boolean;
  search?: string;
  sort: 'name' | 'nextRunAt' | 'createdAt' | 'updatedAt';
  order: 'asc' | 'desc';
  criteria?: RecordCriteria;
}

/**
 * Which tables of a backup.
 *
 * @public
 */
export interface ContentsQuery extends PageQuery {
  database?: string;
  search?: string;
}

/**
 * A file on its way to a browser.
 *
 * @public
 */
export interface Download {
  fileName: string;
  contentType: string;
  /** Bytes. Known for stored archives, which is what makes ranges possible. */
  size?: number;
  /** SHA-256 of exactly these bytes in hex, where it is known: the entity tag that makes a broken download resumable. */
  sha256?: string;
  /** Half open: `start` is in the range, `end` is not. */
  open(range?: { start: number; end: number }): Promise<Readable>;
}

/**
 * What can be backed up, and where to.
 *
 * @public
 */
export interface InstanceService {
  list(): Promise<Instance[]>;
  get(name: string, options: { signal: AbortSignal }): Promise<Instance>;
  listObjects(
    name: string,
    options: { database?: string; signal: AbortSignal },
  ): Promise<InstanceObject[]>;
  listTargets(options: { signal: AbortSignal }): Promise<StorageTargetInfo[]>;
}

/**
 * What callers may ask of backups.
 *
 * @public
 */
export interface BackupService {
  list(query: BackupQuery): Promise<BackupPage>;
  /** Throws a NotFoundError for an unknown or deleted one. */
  get(id: string): Promise<Backup>;
  create(request: CreateBackupRequest, caller: Caller): Promise<Backup>;
  update(
    id: string,
    request: UpdateBackupRequest,
    caller: Caller,
  ): Promise<Backup>;
  /** Throws an InputError where the confirmation is not the name. */
  delete(id: string, confirmation: string, caller: Caller): Promise<Backup>;
  /**
   * Calls off a deletion that a target refused, and keeps the copies of which nothing is gone. Throws a ConflictError where there
   * is none, where nothing is being deleted, and while a deletion runs.
   */
  keep(id: string, caller: Caller): Promise<Backup>;
  cancel(id: string, caller: Caller): Promise<Backup>;
  /** Makes another copy, on a target that has none. Throws a ConflictError where there is one, or no good one to begin with. */
  addCopy(id: string, target: string, caller: Caller): Promise<Backup>;
  /** Makes a copy again that is not good. Throws a ConflictError where it is. */
  repairCopy(id: string, target: string, caller: Caller): Promise<Backup>;
  /** Throws a ConflictError for the last good one. */
  deleteCopy(id: string, target: string, caller: Caller): Promise<Backup>;
  retry(id: string, caller: Caller): Promise<Backup>;
  verify(
    id: string,
    caller: Caller,
    request?: VerifyBackupRequest,
  ): Promise<Backup>;
  contents(id: string, query: ContentsQuery): Promise<BackupContents>;
  tableRows(
    id: string,
    query: PageQuery & { database: string; table: string; search?: string },
  ): Promise<BackupTableRowsPage>;
  verification(
    id: string,
    options?: { target?: string },
  ): Promise<VerificationReport>;
  /** All that ever worked on it, newest first. */
  jobs(id: string): Promise<Job[]>;
  /** What there is to filter by among the backups that a policy lets through. */
  facets(criteria?: RecordCriteria): Promise<Facets>;
  download(
    id: string,
    options: { as: 'stored' | 'csv'; signal: AbortSignal },
  ): Promise<Download>;
}

/**
 * What callers may ask of restores.
 *
 * @public
 */
export interface RestoreService {
  plan(
    request: PlanRestoreRequest,
    options: { signal: AbortSignal },
  ): Promise<RestorePlan>;
  /** Throws a ConflictError when the plan behind the token no longer holds or is blocked. */
  create(
    request: CreateRestoreRequest,
    caller: Caller,
    options: { signal: AbortSignal },
  ): Promise<Restore>;
  list(query: RestoreQuery): Promise<RestorePage>;
  /** What there is to filter by among the restores that a policy lets through. */
  facets(criteria?: RecordCriteria): Promise<Facets>;
  get(id: string): Promise<Restore>;
  cancel(id: string, caller: Caller): Promise<Restore>;
  retry(id: string, caller: Caller): Promise<Restore>;
}

/**
 * Which jobs, the newest first. Lists of one filter mean any of them; filters add up.
 *
 * @public
 */
export interface JobQuery extends PageQuery {
  types?: Array<Job['type']>;
  states?: Array<Job['state']>;
  /** Only of backups that have or had a copy on one of these storage targets. */
  targets?: string[];
}

/**
 * Of which restores and backups a caller may see the jobs, and whether those of rescans.
 *
 * @public
 */
export interface JobAccess {
  backups: RecordAccess;
  restores: RecordAccess;
  /** Rescans are of no backup: who may begin one sees all of them. */
  rescans: boolean;
}

/**
 * What callers may ask of jobs.
 *
 * @public
 */
export interface JobService {
  list(query: JobQuery, access: JobAccess): Promise<JobPage>;
  get(id: string): Promise<Job>;
  /** Waits up to `waitMs` for the first event; ends early when the job ends or the signal fires. */
  events(
    id: string,
    options: {
      after: number;
      limit: number;
      waitMs: number;
      level?: 'debug' | 'info' | 'warn' | 'error';
      signal: AbortSignal;
    },
  ): Promise<JobEvents>;
  /** Every event after `after` until the job has ended; one poller a job, however many listen. */
  follow(
    id: string,
    options: { after: number; signal: AbortSignal },
  ): AsyncIterable<JobEvent>;
}

/**
 * What callers may ask of policies.
 *
 * @public
 */
export interface PolicyService {
  list(query: PolicyQuery): Promise<PolicyPage>;
  /** Throws a NotFoundError for an unknown or deleted one. */
  get(id: string): Promise<Policy>;
  /** The databases that it names, for rules. Throws a NotFoundError for an unknown or deleted one. */
  databasesOf(id: string): Promise<string[]>;
  create(input: PolicyInput, caller: Caller): Promise<Policy>;
  /** Throws a ConflictError where somebody changed it since the version that the request names. */
  update(
    id: string,
    request: UpdatePolicyRequest,
    caller: Caller,
  ): Promise<Policy>;
  delete(id: string, version: number, caller: Caller): Promise<void>;
  setEnabled(id: string, enabled: boolean, caller: Caller): Promise<Policy>;
  run(id: string, caller: Caller): Promise<PolicyRun>;
  runs(id: string, query: PageQuery): Promise<PolicyRunPage>;
  previewRetention(
    id: string,
    retention: PolicyRetention,
  ): Promise<RetentionPreview>;
  cleanUp(id: string): Promise<RetentionPreview>;
}

/**
 * What callers may ask of the scheduler.
 *
 * @public
 */
export interface SchedulerService {
  /** The coming runs within so many hours, where there are any, of the policies that a permission policy lets through. */
  get(options: {
    hours: number;
    criteria?: RecordCriteria;
  }): Promise<SchedulerState>;
  pause(reason: string | undefined, caller: Caller): Promise<void>;
  resume(caller: Caller): Promise<void>;
}

/**
 * What callers may ask of the keys around backups.
 *
 * @public
 */
export interface EncryptionService {
  get(): Promise<EncryptionState>;
  /** Queues a job for every encrypted backup that has another key around it than the one that encrypts now. */
  rewrap(caller: Caller): Promise<RewrapResult>;
}

/**
 * An archive on its way from a caller.
 *
 * @public
 */
export interface UploadedArchive {
  content: Readable;
  /** Bytes, where they are known beforehand. */
  size?: number;
}

/**
 * How backups come in that were not made here, or that nobody remembers.
 *
 * @public
 */
export interface ImportService {
  /** Has a target searched for backups. While that is done already, it is what is returned. Throws a NotFoundError. */
  rescan(target: string, caller: Caller): Promise<TargetRescan>;
  /** The last search of a target. Throws a NotFoundError where there was none. */
  lastRescan(target: string): Promise<TargetRescan>;
  /** Throws a ConflictError where nothing is searched. */
  cancelRescan(target: string): Promise<TargetRescan>;
  /**
   * Takes in an archive, all of which is checked before. Throws an InputError that says what is wrong with it, and a
   * ConflictError where its backup is there already. The signal counts until all of it has come.
   */
  upload(
    archive: UploadedArchive,
    options: { targets?: string[]; signal: AbortSignal },
    caller: Caller,
  ): Promise<Backup>;
}

/**
 * Whether everything is in order.
 *
 * @public
 */
export interface HealthService {
  check(): Promise<Array<{ name: string; ok: boolean; message?: string }>>;
}
