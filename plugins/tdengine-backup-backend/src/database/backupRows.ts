import { Backup, BackupCopy } from 'backstage-plugin-tdengine-backup-common';
import {
  TimestampColumn,
  toIso,
  toOptional,
  toOptionalIso,
  toOptionalNumber,
  toNumber,
} from './conversion';

/** A backup as the engine keeps it: what the API tells, and what only the engine needs. */
export interface StoredBackup extends Omit<Backup, 'job' | 'copies'> {
  /** By the names of their targets. */
  copies: StoredCopy[];
  /** Where on the target its files begin. */
  setPrefix: string;
  sizeLimitBytes: number;
}

/** A copy as the engine keeps it. */
export interface StoredCopy extends BackupCopy {
  /** Files of a failed run could not be removed there yet. */
  leftovers: boolean;
}

export interface BackupRow {
  id: string;
  name: string;
  name_key: string | null;
  set_prefix: string;
  idempotency_key: string | null;
  remark: string | null;
  notes: string | null;
  state: Backup['state'];
  verification: Backup['verification'];
  verified_at: TimestampColumn | null;
  mode: Backup['mode'];
  origin: Backup['origin'];
  kind: Backup['kind'];
  pinned: boolean | number;
  policy_id: string | null;
  policy_name: string | null;
  removal_reason: string | null;
  parent_id: string | null;
  base_id: string | null;
  owner_ref: string | null;
  created_by: string;
  updated_by: string | null;
  created_at: TimestampColumn;
  updated_at: TimestampColumn;
  started_at: TimestampColumn | null;
  finished_at: TimestampColumn | null;
  duration_ms: number | string | null;
  instance: string;
  source_type: string;
  source_version: string | null;
  scope: string;
  scope_summary: string;
  format: Backup['format'];
  packaging: Backup['packaging'];
  compression_algorithm: Backup['compression']['algorithm'];
  compression_level: number;
  encrypted: boolean | number;
  encryption_key_id: string | null;
  verify_requested: boolean | number;
  size_limit: number | string;
  row_count: number | string | null;
  table_count: number | string | null;
  raw_bytes: number | string | null;
  size_bytes: number | string | null;
  checksum: string | null;
  error: string | null;
  limitations: string;
  job_id: string | null;
  verify_job_id: string | null;
  in_use_until: TimestampColumn | null;
}

export interface BackupCopyRow {
  backup_id: string;
  target: string;
  location: string;
  state: BackupCopy['state'];
  size_bytes: number | string | null;
  sha256: string | null;
  checksum: string | null;
  encryption_key_id: string | null;
  verification: BackupCopy['verification'];
  verified_at: TimestampColumn | null;
  error: string | null;
  leftovers: boolean | number;
  repair_attempts: number;
  next_repair_at: TimestampColumn | null;
  next_deletion_at: TimestampColumn | null;
  deletion_error: string | null;
  deletion_partial: boolean | number;
}

export function toStoredBackup(
  row: BackupRow,
  databases: string[],
  copies: StoredCopy[],
): StoredBackup {
  const rawBytes = toOptionalNumber(row.raw_bytes);
  const sizeBytes = toOptionalNumber(row.size_bytes);
  return {
    id: row.id,
    name: row.name,
    remark: toOptional(row.remark),
    notes: toOptional(row.notes),
    state: row.state,
    verification: row.verification,
    verifiedAt: toOptionalIso(row.verified_at),
    mode: row.mode,
    origin: row.origin,
    kind: row.kind,
    pinned: Boolean(row.pinned),
    policyId: toOptional(row.policy_id),
    policyName: toOptional(row.policy_name),
    removalReason: toOptional(row.removal_reason),
    parentId: toOptional(row.parent_id),
    baseId: toOptional(row.base_id),
    ownerRef: toOptional(row.owner_ref),
    createdBy: row.created_by,
    updatedBy: toOptional(row.updated_by),
    createdAt: toIso(row.created_at),
    updatedAt: toIso(row.updated_at),
    startedAt: toOptionalIso(row.started_at),
    finishedAt: toOptionalIso(row.finished_at),
    durationMs: toOptionalNumber(row.duration_ms),
    instance: row.instance,
    sourceType: row.source_type,
    sourceVersion: toOptional(row.source_version),
    scope: JSON.parse(row.scope),
    scopeSummary: row.scope_summary,
    databases,
    format: row.format,
    packaging: row.packaging,
    compression: {
      algorithm: row.compression_algorithm,
      level: row.compression_level,
    },
    compressed: row.compression_algorithm !== 'none',
    encrypted: Boolean(row.encrypted),
    encryptionKeyId: toOptional(row.encryption_key_id),
    verifyRequested: Boolean(row.verify_requested),
    sizeLimitBytes: toNumber(row.size_limit),
    rows: toOptionalNumber(row.row_count),
    tables: toOptionalNumber(row.table_count),
    rawBytes,
    sizeBytes,
    compressionRatio:
      rawBytes === undefined || !sizeBytes ? undefined : rawBytes / sizeBytes,
    checksum: toOptional(row.checksum),
    error: toOptional(row.error),
    limitations: JSON.parse(row.limitations),
    copies,
    jobId: toOptional(row.job_id),
    verifyJobId: toOptional(row.verify_job_id),
    setPrefix: row.set_prefix,
  };
}

export function toStoredCopy(row: BackupCopyRow): StoredCopy {
  return {
    target: row.target,
    location: row.location,
    state: row.state,
    sizeBytes: toOptionalNumber(row.size_bytes),
    sha256: toOptional(row.sha256),
    checksum: toOptional(row.checksum),
    encryptionKeyId: toOptional(row.encryption_key_id),
    verification: row.verification,
    verifiedAt: toOptionalIso(row.verified_at),
    error: toOptional(row.error),
    leftovers: Boolean(row.leftovers),
    repairAttempts: row.repair_attempts,
    nextRepairAt: toOptionalIso(row.next_repair_at),
    deletionError: toOptional(row.deletion_error),
    deletionPartial: row.deletion_partial ? true : undefined,
    nextDeletionAt: toOptionalIso(row.next_deletion_at),
  };
}
