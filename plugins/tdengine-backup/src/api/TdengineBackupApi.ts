import { createApiRef } from '@backstage/frontend-plugin-api';
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
  PlanRestoreRequest,
  Restore,
  RestorePage,
  RestorePlan,
  RestoreState,
  StorageTargetInfo,
  TargetRescan,
  UpdateBackupRequest,
  VerificationReport,
  VerificationState,
  VerifyBackupRequest,
} from 'backstage-plugin-tdengine-backup-common';

/**
 * Lets a caller stop waiting for an answer.
 * @public
 */
export interface CallOptions {
  signal?: AbortSignal;
}

/**
 * Which page of a list.
 * @public
 */
export interface PageQuery {
  /** From 1. */
  page?: number;
  /** 500 at most; 25 where it is left out. */
  pageSize?: number;
}

/**
 * What a list of backups can be narrowed and ordered by.
 * @public
 */
export interface BackupsQuery extends PageQuery {
  state?: BackupState[];
  verification?: VerificationState[];
  kind?: BackupKind[];
  mode?: BackupMode[];
  origin?: BackupOrigin[];
  instance?: string[];
  database?: string[];
  ownerRef?: string[];
  /** Created at or after; ISO 8601 in UTC. */
  from?: string;
  /** Created before; ISO 8601 in UTC. */
  to?: string;
  /** Part of the name, the remark or a database. */
  search?: string;
  sort?:
    | 'createdAt'
    | 'name'
    | 'state'
    | 'rows'
    | 'sizeBytes'
    | 'durationMs'
    | 'instance';
  order?: 'asc' | 'desc';
}

/**
 * What a list of restores can be narrowed and ordered by.
 * @public
 */
export interface RestoresQuery extends PageQuery {
  state?: RestoreState[];
  instance?: string[];
  backupId?: string;
  database?: string[];
  /** Created at or after; ISO 8601 in UTC. */
  from?: string;
  /** Created before; ISO 8601 in UTC. */
  to?: string;
  search?: string;
  sort?: 'createdAt' | 'state' | 'rows' | 'durationMs';
  order?: 'asc' | 'desc';
}

/**
 * What the tables of a backup can be narrowed by.
 * @public
 */
export interface ContentsQuery extends PageQuery {
  database?: string;
  search?: string;
}

/**
 * Whose child tables are asked for.
 * @public
 */
export interface TableRowsQuery extends PageQuery {
  database: string;
  table: string;
  search?: string;
}

/**
 * How a backup is uploaded.
 * @public
 */
export interface UploadBackupOptions extends CallOptions {
  /** Names of targets; none for the one that the portal's configuration chooses. */
  targets?: string[];
  /** Called with the share that was sent, 0 to 1. */
  onProgress?: (fraction: number) => void;
}

/**
 * How to listen to a job.
 * @public
 */
export interface FollowJobOptions {
  /** Events up to this id are known already; 0 begins at the first. */
  after: number;
  signal: AbortSignal;
  onEvent(event: JobEvent): void;
  /** Called when the way events arrive changes: a stream, or asking again and again where streams do not get through. */
  onConnection?(connection: 'stream' | 'polling' | 'waiting'): void;
}

/**
 * The backend of TDengine Backup as the pages need it. Every call fails with a `ResponseError` that carries the server's words.
 * @public
 */
export interface TdengineBackupApi {
  /** Configured instances, without asking them whether they answer. */
  getInstances(options?: CallOptions): Promise<Instance[]>;
  /** One instance with a test of its connection. */
  getInstance(name: string, options?: CallOptions): Promise<Instance>;
  /** The databases of an instance, or the tables of one database. */
  getInstanceObjects(
    instance: string,
    options?: CallOptions & { database?: string },
  ): Promise<InstanceObject[]>;
  getTargets(options?: CallOptions): Promise<StorageTargetInfo[]>;
  /** Whether and with which key backups are encrypted. */
  getEncryption(options?: CallOptions): Promise<EncryptionState>;

  getBackups(query: BackupsQuery, options?: CallOptions): Promise<BackupPage>;
  getBackup(backupId: string, options?: CallOptions): Promise<Backup>;
  createBackup(request: CreateBackupRequest): Promise<Backup>;
  updateBackup(backupId: string, request: UpdateBackupRequest): Promise<Backup>;
  /** The confirmation is the name of the backup, typed by a person. */
  deleteBackup(backupId: string, confirmation: string): Promise<Backup>;
  /** Calls off a deletion, of the backup or of copies, that a target refused. */
  keepBackup(backupId: string): Promise<Backup>;
  cancelBackup(backupId: string): Promise<Backup>;
  retryBackup(backupId: string): Promise<Backup>;
  verifyBackup(
    backupId: string,
    request?: VerifyBackupRequest,
  ): Promise<Backup>;
  /** Makes another copy out of a good one, on a target that has none. */
  addBackupCopy(backupId: string, target: string): Promise<Backup>;
  /** Makes a copy again that is not good. */
  repairBackupCopy(backupId: string, target: string): Promise<Backup>;
  deleteBackupCopy(backupId: string, target: string): Promise<Backup>;
  getBackupContents(
    backupId: string,
    query: ContentsQuery,
    options?: CallOptions,
  ): Promise<BackupContents>;
  getBackupTableRows(
    backupId: string,
    query: TableRowsQuery,
    options?: CallOptions,
  ): Promise<BackupTableRowsPage>;
  /** The report of the last verification, of all copies or of the one on a target; undefined where there has been none. */
  getBackupVerification(
    backupId: string,
    options?: CallOptions & { target?: string },
  ): Promise<VerificationReport | undefined>;
  /** The same report as Markdown. */
  getBackupVerificationText(
    backupId: string,
    options?: CallOptions & { target?: string },
  ): Promise<string>;
  /** Has a target searched for backups that are not known. */
  rescanTarget(target: string): Promise<TargetRescan>;
  /** The last search of a target, or undefined where there was none. */
  getTargetRescan(
    target: string,
    options?: CallOptions,
  ): Promise<TargetRescan | undefined>;
  cancelTargetRescan(target: string): Promise<TargetRescan>;
  /** Sends an archive that was made elsewhere; resolves once all of it was checked and stored. */
  uploadBackup(file: Blob, options?: UploadBackupOptions): Promise<Backup>;
  /** Every job that worked on the backup, newest first. */
  getBackupJobs(backupId: string, options?: CallOptions): Promise<Job[]>;
  /** What backups can be filtered by. */
  getBackupFacets(options?: CallOptions): Promise<Facets>;
  /** Where a browser finds the file. It needs the cookie that `issueDownloadCookie` asks for. */
  getDownloadUrl(backupId: string, as: 'stored' | 'csv'): Promise<string>;
  /** Has the backend give the browser a short-lived cookie, so that a plain link can download. */
  issueDownloadCookie(options?: CallOptions): Promise<void>;

  /** Changes nothing. */
  planRestore(
    request: PlanRestoreRequest,
    options?: CallOptions,
  ): Promise<RestorePlan>;
  getRestores(
    query: RestoresQuery,
    options?: CallOptions,
  ): Promise<RestorePage>;
  /** What restores can be filtered by. */
  getRestoreFacets(options?: CallOptions): Promise<Facets>;
  getRestore(restoreId: string, options?: CallOptions): Promise<Restore>;
  createRestore(request: CreateRestoreRequest): Promise<Restore>;
  cancelRestore(restoreId: string): Promise<Restore>;
  retryRestore(restoreId: string): Promise<Restore>;

  getJob(jobId: string, options?: CallOptions): Promise<Job>;
  /** Events after `after`, waiting up to `waitMs` for the first. */
  getJobEvents(
    jobId: string,
    query: { after?: number; limit?: number; waitMs?: number },
    options?: CallOptions,
  ): Promise<JobEvents>;
  /** Resolves once the job has ended or the signal fires. */
  followJob(jobId: string, options: FollowJobOptions): Promise<void>;
}

/**
 * The API of TDengine Backup.
 * @public
 */
export const tdengineBackupApiRef = createApiRef<TdengineBackupApi>().with({
  id: 'plugin.tdengine-backup.api',
  pluginId: 'tdengine-backup',
});
