import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  Backup,
  CreateBackupRequest,
  CreateRestoreRequest,
  Job,
  PlanRestoreRequest,
  Restore,
  RestorePlan,
} from 'backstage-plugin-tdengine-backup-common';

/**
 * On whose behalf a call is made, and until when it matters.
 * @public
 */
export interface TdengineBackupServiceOptions {
  credentials: BackstageCredentials;
  /** Ends the wait for an answer; what the backend has begun goes on. */
  signal?: AbortSignal;
}

/**
 * What other backends may ask of TDengine Backup. Every call is authorised as if its credentials had called the HTTP
 * API, and throws a `ResponseError` with the answer's status where that refuses.
 * @public
 */
export interface TdengineBackupService {
  /** Puts a backup in the queue; the same idempotency key gives the backup that was created first. */
  createBackup(
    request: CreateBackupRequest,
    options: TdengineBackupServiceOptions,
  ): Promise<Backup>;

  getBackup(id: string, options: TdengineBackupServiceOptions): Promise<Backup>;

  /** What a restore would do. Changes nothing. */
  planRestore(
    request: PlanRestoreRequest,
    options: TdengineBackupServiceOptions,
  ): Promise<RestorePlan>;

  /** Puts a restore in the queue; the plan behind the token must still hold. */
  createRestore(
    request: CreateRestoreRequest,
    options: TdengineBackupServiceOptions,
  ): Promise<Restore>;

  getRestore(
    id: string,
    options: TdengineBackupServiceOptions,
  ): Promise<Restore>;

  getJob(id: string, options: TdengineBackupServiceOptions): Promise<Job>;
}
