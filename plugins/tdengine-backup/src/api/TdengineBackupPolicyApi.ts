import { createApiRef } from '@backstage/frontend-plugin-api';
import {
  Policy,
  PolicyInput,
  PolicyPage,
  PolicyRun,
  PolicyRunPage,
  RetentionPreview,
  RetentionPreviewRequest,
  SchedulerState,
  UpdatePolicyRequest,
} from 'backstage-plugin-tdengine-backup-common';
import { CallOptions, PageQuery } from './TdengineBackupApi';

/**
 * What a list of policies can be narrowed and ordered by.
 * @public
 */
export interface PoliciesQuery extends PageQuery {
  instance?: string[];
  /** Policies that back up one of these databases, also by a pattern. */
  database?: string[];
  ownerRef?: string[];
  enabled?: boolean;
  /** Part of the name, the description or a database. */
  search?: string;
  sort?: 'name' | 'nextRunAt' | 'createdAt' | 'updatedAt';
  order?: 'asc' | 'desc';
}

/**
 * Policies, their runs, what their rules keep, and the scheduler, as the pages need them. Every call fails with a
 * `ResponseError` that carries the server's words.
 * @public
 */
export interface TdengineBackupPolicyApi {
  getPolicies(query: PoliciesQuery, options?: CallOptions): Promise<PolicyPage>;
  getPolicy(policyId: string, options?: CallOptions): Promise<Policy>;
  createPolicy(input: PolicyInput): Promise<Policy>;
  /** Replaces what the policy says; refused with 409 where it has another version by now. */
  updatePolicy(policyId: string, request: UpdatePolicyRequest): Promise<Policy>;
  /** Its backups stay. */
  deletePolicy(policyId: string, version: number): Promise<void>;
  enablePolicy(policyId: string): Promise<Policy>;
  disablePolicy(policyId: string): Promise<Policy>;
  runPolicy(policyId: string): Promise<PolicyRun>;
  getPolicyRuns(
    policyId: string,
    query: PageQuery,
    options?: CallOptions,
  ): Promise<PolicyRunPage>;
  /** Deletes the backups that the rules of the policy do not keep. */
  cleanUpPolicy(policyId: string): Promise<RetentionPreview>;
  /** Changes nothing. */
  previewRetention(
    request: RetentionPreviewRequest,
    options?: CallOptions,
  ): Promise<RetentionPreview>;
  /** The state of the scheduler, and the runs of the next so many hours. */
  getScheduler(
    options?: CallOptions & { hours?: number },
  ): Promise<SchedulerState>;
  pauseScheduler(reason?: string): Promise<SchedulerState>;
  resumeScheduler(): Promise<SchedulerState>;
}

/**
 * The API of policies.
 * @public
 */
export const tdengineBackupPolicyApiRef =
  createApiRef<TdengineBackupPolicyApi>().with({
    id: 'plugin.tdengine-backup.policies',
    pluginId: 'tdengine-backup',
  });
