import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  Backup,
  CreateBackupRequest,
  CreateRestoreRequest,
  Job,
  PlanRestoreRequest,
  Policy,
  PolicyInput,
  PolicyPage,
  Restore,
  RestorePlan,
  TdengineBackupClient,
  VerifyBackupRequest,
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
 * Which policies are asked for, and how they are sorted: what the HTTP API takes.
 * @public
 */
export type TdengineBackupPolicyQuery = Parameters<
  TdengineBackupClient['getPolicies']
>[0]['query'];

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

  /**
   * Puts a verification in the queue; its job is the answer's `verifyJobId`. Refused with 409 while one of the backup runs
   * already.
   */
  verifyBackup(
    id: string,
    request: VerifyBackupRequest,
    options: TdengineBackupServiceOptions,
  ): Promise<Backup>;

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

  /** Refused with 409 where the owner has a policy of that name. */
  createPolicy(
    request: PolicyInput,
    options: TdengineBackupServiceOptions,
  ): Promise<Policy>;

  getPolicy(id: string, options: TdengineBackupServiceOptions): Promise<Policy>;

  listPolicies(
    query: TdengineBackupPolicyQuery,
    options: TdengineBackupServiceOptions,
  ): Promise<PolicyPage>;
}
