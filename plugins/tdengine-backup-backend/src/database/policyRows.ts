import { Policy } from 'backstage-plugin-tdengine-backup-common';
import {
  TimestampColumn,
  toIso,
  toOptional,
  toOptionalIso,
  toOptionalNumber,
} from './conversion';

/** A policy as the engine keeps it: what the API tells, and what only the engine needs. */
export interface StoredPolicy
  extends Omit<Policy, 'lastRun' | 'lastGoodBackup' | 'readOnly'> {
  origin: 'api' | 'config';
  sourceType: string;
  /** Those that the scope names; patterns are not names. */
  databases: string[];
  /** The next time of its schedule; absent where it does not run by itself. */
  nextPlannedAt?: string;
  /** End of the first of the failed runs since the last good one. */
  failingSince?: string;
  deleted: boolean;
}

export interface PolicyRow {
  id: string;
  version: number;
  origin: StoredPolicy['origin'];
  name: string;
  name_key: string | null;
  description: string | null;
  owner_ref: string | null;
  enabled: boolean | number;
  instance: string;
  source_type: string;
  scope: string;
  scope_summary: string;
  format: Policy['format'];
  packaging: Policy['packaging'];
  compression_algorithm: Policy['compression']['algorithm'];
  compression_level: number;
  encrypt: boolean | number;
  verify: boolean | number;
  targets: string;
  destinations: string | null;
  size_limit: number | string | null;
  schedule: string;
  retention: string;
  overlap: Policy['overlap'];
  grace_minutes: number;
  objective_hours: number | null;
  notifications: string;
  created_by: string;
  updated_by: string;
  created_at: TimestampColumn;
  updated_at: TimestampColumn;
  deleted_at: TimestampColumn | null;
  next_planned_at: TimestampColumn | null;
  next_run_at: TimestampColumn | null;
  failing_since: TimestampColumn | null;
}

export function toStoredPolicy(
  row: PolicyRow,
  databases: string[],
): StoredPolicy {
  return {
    id: row.id,
    version: row.version,
    origin: row.origin,
    name: row.name,
    description: toOptional(row.description),
    ownerRef: toOptional(row.owner_ref),
    enabled: Boolean(row.enabled),
    instance: row.instance,
    sourceType: row.source_type,
    scope: JSON.parse(row.scope),
    scopeSummary: row.scope_summary,
    databases,
    format: row.format,
    packaging: row.packaging,
    compression: {
      algorithm: row.compression_algorithm,
      level: row.compression_level,
    },
    encrypt: Boolean(row.encrypt),
    verify: Boolean(row.verify),
    targets: JSON.parse(row.targets),
    destinations: row.destinations ? JSON.parse(row.destinations) : undefined,
    sizeLimitBytes: toOptionalNumber(row.size_limit),
    schedule: JSON.parse(row.schedule),
    retention: JSON.parse(row.retention),
    overlap: row.overlap,
    graceMinutes: row.grace_minutes,
    objectiveHours: toOptional(row.objective_hours),
    notifications: JSON.parse(row.notifications),
    createdBy: row.created_by,
    createdAt: toIso(row.created_at),
    updatedBy: row.updated_by,
    updatedAt: toIso(row.updated_at),
    nextPlannedAt: toOptionalIso(row.next_planned_at),
    nextRunAt: toOptionalIso(row.next_run_at),
    failingSince: toOptionalIso(row.failing_since),
    deleted: row.deleted_at !== null,
  };
}

/** What somebody says of a policy, as columns. */
export function toPolicyColumns(policy: PolicyContent) {
  return {
    name: policy.name,
    description: policy.description ?? null,
    owner_ref: policy.ownerRef ?? null,
    enabled: policy.enabled,
    instance: policy.instance,
    source_type: policy.sourceType,
    scope: JSON.stringify(policy.scope),
    scope_summary: policy.scopeSummary,
    format: policy.format,
    packaging: policy.packaging,
    compression_algorithm: policy.compression.algorithm,
    compression_level: policy.compression.level,
    encrypt: policy.encrypt,
    verify: policy.verify,
    targets: JSON.stringify(policy.targets),
    destinations: policy.destinations
      ? JSON.stringify(policy.destinations)
      : null,
    size_limit: policy.sizeLimitBytes ?? null,
    schedule: JSON.stringify(policy.schedule),
    retention: JSON.stringify(policy.retention),
    overlap: policy.overlap,
    grace_minutes: policy.graceMinutes,
    objective_hours: policy.objectiveHours ?? null,
    notifications: JSON.stringify(policy.notifications),
  };
}

/** Everything of a policy that somebody decides. */
export type PolicyContent = Pick<
  StoredPolicy,
  | 'name'
  | 'description'
  | 'ownerRef'
  | 'enabled'
  | 'instance'
  | 'sourceType'
  | 'scope'
  | 'scopeSummary'
  | 'databases'
  | 'format'
  | 'packaging'
  | 'compression'
  | 'encrypt'
  | 'verify'
  | 'targets'
  | 'destinations'
  | 'sizeLimitBytes'
  | 'schedule'
  | 'retention'
  | 'overlap'
  | 'graceMinutes'
  | 'objectiveHours'
  | 'notifications'
>;
