import {
  BackupState,
  describePolicyRunReason,
  JobState,
  PolicyRun,
  PolicyRunState,
  PolicyRunTrigger,
} from 'backstage-plugin-tdengine-backup-common';
import {
  TimestampColumn,
  toDate,
  toIso,
  toOptional,
  toOptionalIso,
  toOptionalNumber,
} from './conversion';
import { NewPolicyRun, StoredPolicyRun } from './PolicyRunStore';

export interface PolicyRunRow {
  id: string;
  policy_id: string;
  run_trigger: PolicyRunTrigger;
  state: StoredPolicyRun['state'];
  planned_at: TimestampColumn;
  reason: string | null;
  cause: string | null;
  missed_runs: number | null;
  backup_id: string | null;
  created_by: string;
  created_at: TimestampColumn;
}

/** A run beside the backup that it makes and the job that makes that. */
export interface PolicyRunView extends PolicyRunRow {
  backup_name: string | null;
  backup_state: BackupState | null;
  backup_error: string | null;
  backup_checksum: string | null;
  removal_reason: string | null;
  removal: string | null;
  started_at: TimestampColumn | null;
  finished_at: TimestampColumn | null;
  duration_ms: number | string | null;
  row_count: number | string | null;
  size_bytes: number | string | null;
  job_state: JobState | null;
}

/** The columns of a {@link PolicyRunView}, of `policy_runs` joined with `backups` and `jobs`. */
export const POLICY_RUN_COLUMNS = [
  'policy_runs.*',
  'backups.name as backup_name',
  'backups.state as backup_state',
  'backups.error as backup_error',
  'backups.checksum as backup_checksum',
  'backups.removal_reason',
  'backups.removal',
  'backups.started_at',
  'backups.finished_at',
  'backups.duration_ms',
  'backups.row_count',
  'backups.size_bytes',
  'jobs.state as job_state',
];

export function toPolicyRunRow(run: NewPolicyRun) {
  return {
    id: run.id,
    policy_id: run.policyId,
    run_key: run.runKey,
    run_trigger: run.trigger,
    state: run.state,
    planned_at: run.plannedAt,
    ...toReasonColumns(run),
    missed_runs: run.missedRuns ?? null,
    backup_id: run.backupId ?? null,
    created_by: run.createdBy,
    created_at: run.createdAt,
  };
}

/** A cause is kept for pages of any language, and in English for everybody else. */
export function toReasonColumns({
  reason,
  cause,
}: Pick<NewPolicyRun, 'reason' | 'cause'>) {
  return {
    reason: reason ?? (cause ? describePolicyRunReason(cause, 'en') : null),
    cause: cause ? JSON.stringify(cause) : null,
  };
}

export function toStoredPolicyRun(row: PolicyRunRow): StoredPolicyRun {
  return {
    id: row.id,
    policyId: row.policy_id,
    trigger: row.run_trigger,
    state: row.state,
    plannedAt: toDate(row.planned_at),
    reason: toOptional(row.reason),
    cause: toJson(row.cause),
    missedRuns: toOptional(row.missed_runs),
    backupId: toOptional(row.backup_id),
    createdBy: row.created_by,
    createdAt: toDate(row.created_at),
  };
}

export function toPolicyRun(row: PolicyRunView): PolicyRun {
  const state = stateOf(row);
  return {
    id: row.id,
    policyId: row.policy_id,
    trigger: row.run_trigger,
    plannedAt: toIso(row.planned_at),
    state,
    reason: toOptional(
      row.reason ?? (state === 'failed' ? row.backup_error : null),
    ),
    cause: toJson(row.cause),
    missedRuns: toOptional(row.missed_runs),
    backupId: toOptional(row.backup_id),
    backupName: toOptional(row.backup_name),
    backupState: toOptional(row.backup_state),
    removalReason: toOptional(row.removal_reason),
    removal: toJson(row.removal),
    startedAt: toOptionalIso(row.started_at),
    finishedAt: toOptionalIso(row.finished_at),
    durationMs: toOptionalNumber(row.duration_ms),
    rows: toOptionalNumber(row.row_count),
    sizeBytes: toOptionalNumber(row.size_bytes),
    createdBy: row.created_by,
    createdAt: toIso(row.created_at),
  };
}

function toJson<T>(text: string | null): T | undefined {
  return text === null ? undefined : JSON.parse(text);
}

function stateOf(row: PolicyRunView): PolicyRunState {
  if (row.state !== 'begun' && row.state !== 'ended') {
    return row.state;
  }
  switch (row.backup_state) {
    case 'creating':
      return row.job_state === 'queued' ? 'queued' : 'running';
    case 'failed':
    case 'cancelled':
    case 'partially-failed':
      return row.backup_state;
    default:
      // One that is damaged or deleted by now was made all the same; one that never was has no checksum.
      return row.backup_checksum === null ? 'failed' : 'succeeded';
  }
}
