import { JobEvent } from 'backstage-plugin-tdengine-backup-common';
import { JobState, JobType, StoredJob } from '../jobs/StoredJob';
import {
  parseOptionalJson,
  TimestampColumn,
  toIso,
  toNumber,
  toOptional,
  toOptionalIso,
} from './conversion';

export interface JobRow {
  id: string;
  type: JobType;
  subject_id: string;
  backup_id: string;
  state: JobState;
  priority: number;
  attempt: number;
  max_attempts: number;
  abandon_reason: string | null;
  progress: string | null;
  error: string | null;
  options: string | null;
  created_by: string;
  created_at: TimestampColumn;
  started_at: TimestampColumn | null;
  finished_at: TimestampColumn | null;
  lease_token: string | null;
  lease_expires_at: TimestampColumn | null;
  worker: string | null;
  log_lines: number;
}

export interface JobEventRow {
  id: number | string;
  job_id: string;
  created_at: TimestampColumn;
  type: JobEvent['type'];
  level: number | null;
  message: string | null;
  body: string | null;
}

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const;

export function toStoredJob(row: JobRow): StoredJob {
  return {
    id: row.id,
    type: row.type,
    subjectId: row.subject_id,
    backupId: row.backup_id,
    state: row.state,
    priority: row.priority,
    attempt: row.attempt,
    maxAttempts: row.max_attempts,
    abandonReason: toOptional(row.abandon_reason),
    progress: parseOptionalJson(row.progress),
    error: toOptional(row.error),
    options: parseOptionalJson(row.options),
    createdBy: row.created_by,
    createdAt: toIso(row.created_at),
    startedAt: toOptionalIso(row.started_at),
    finishedAt: toOptionalIso(row.finished_at),
  };
}

export function toJobEvent(row: JobEventRow): JobEvent {
  const event = {
    id: toNumber(row.id),
    at: toIso(row.created_at),
    type: row.type,
  };
  switch (row.type) {
    case 'log':
      return {
        ...event,
        level: LOG_LEVELS[row.level ?? 1],
        message: toOptional(row.message),
        details: parseOptionalJson(row.body),
      };
    case 'progress':
      return { ...event, progress: parseOptionalJson(row.body) };
    default:
      return {
        ...event,
        message: toOptional(row.message),
        state: parseOptionalJson(row.body),
      };
  }
}
