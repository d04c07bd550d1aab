import { Restore } from 'backstage-plugin-tdengine-backup-common';
import { RestoreSettings } from '../runs/restore/RestoreSettings';
import {
  parseOptionalJson,
  TimestampColumn,
  toIso,
  toOptional,
  toOptionalIso,
  toOptionalNumber,
} from './conversion';

/** A restore as the engine keeps it: what the API tells, and what only the engine needs. */
export interface StoredRestore extends Omit<Restore, 'job'> {
  settings: RestoreSettings;
  planToken: string;
}

export interface RestoreRow {
  id: string;
  idempotency_key: string | null;
  backup_id: string;
  backup_name: string;
  instance: string;
  state: Restore['state'];
  mode: Restore['mode'];
  conflict: Restore['conflict'];
  request: string;
  plan_token: string;
  remark: string | null;
  owner_ref: string | null;
  created_by: string;
  created_at: TimestampColumn;
  started_at: TimestampColumn | null;
  finished_at: TimestampColumn | null;
  duration_ms: number | string | null;
  row_count: number | string | null;
  table_count: number | string | null;
  checks: string | null;
  error: string | null;
  removed: string | null;
  remaining: string | null;
  job_id: string | null;
}

/** All but the plan, which may be large and is asked for by itself. */
export const RESTORE_COLUMNS = [
  'id',
  'backup_id',
  'backup_name',
  'instance',
  'state',
  'mode',
  'conflict',
  'request',
  'plan_token',
  'remark',
  'owner_ref',
  'created_by',
  'created_at',
  'started_at',
  'finished_at',
  'duration_ms',
  'row_count',
  'table_count',
  'checks',
  'error',
  'removed',
  'remaining',
  'job_id',
].map(column => `restores.${column}`);

export function toStoredRestore(
  row: RestoreRow,
  databases: string[],
): StoredRestore {
  const settings: RestoreSettings = JSON.parse(row.request);
  return {
    id: row.id,
    backupId: row.backup_id,
    backupName: row.backup_name,
    instance: row.instance,
    state: row.state,
    mode: row.mode,
    conflict: row.conflict,
    selection: settings.selection,
    rename: settings.rename,
    timeRange: settings.timeRange,
    databases,
    remark: toOptional(row.remark),
    ownerRef: toOptional(row.owner_ref),
    createdBy: row.created_by,
    createdAt: toIso(row.created_at),
    startedAt: toOptionalIso(row.started_at),
    finishedAt: toOptionalIso(row.finished_at),
    durationMs: toOptionalNumber(row.duration_ms),
    rows: toOptionalNumber(row.row_count),
    tables: toOptionalNumber(row.table_count),
    checks: parseOptionalJson(row.checks),
    error: toOptional(row.error),
    removed: parseOptionalJson(row.removed),
    remaining: parseOptionalJson(row.remaining),
    jobId: toOptional(row.job_id),
    settings,
    planToken: row.plan_token,
  };
}
