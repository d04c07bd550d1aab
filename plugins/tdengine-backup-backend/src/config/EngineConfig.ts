import { PolicyInput } from 'backstage-plugin-tdengine-backup-common';
import {
  CompressionSettings,
  Packaging,
  StorageTarget,
} from 'backstage-plugin-tdengine-backup-node';
import { AlertsConfig } from './AlertsConfig';
import { NotificationsConfig } from './NotificationsConfig';

/** The configuration of the core, checked and complete. Durations are milliseconds, sizes bytes. */
export interface EngineConfig {
  dataDirectory: string;
  temporaryDirectory: string;
  targets: ReadonlyMap<string, StorageTarget>;
  defaultTarget: string;
  sizeLimitBytes: number;
  parallelRuns: number;
  parallelism: number;
  compression: CompressionSettings;
  packaging: Packaging;
  /** Absent: what the source prefers. */
  format?: string;
  batchSize: number;
  verifyAfterBackup: boolean;
  verification: VerificationConfig;
  repair: RepairConfig;
  uploads: UploadsConfig;
  alerts: AlertsConfig;
  jobs: JobsConfig;
  /** False switches all that policies do by themselves off. */
  automaticBackups: boolean;
  retention: RetentionConfig;
  records: RecordsConfig;
  notifications: NotificationsConfig;
  /** The address of the portal, without a slash at its end; absent where it is not configured. */
  baseUrl?: string;
  /** As they are written, in the form of the API. */
  policies: PolicyInput[];
}

/** The configuration of the queue, in milliseconds. */
export interface JobsConfig {
  leaseMs: number;
  heartbeatMs: number;
  maxAttempts: number;
  pollMs: number;
  eventRetentionMs: number;
}

/** How backups that lie there are read again. */
export interface VerificationConfig {
  enabled: boolean;
  /** The longest that a good backup goes unread, in milliseconds. */
  everyMs: number;
}

/** How copies that are not good are made again by themselves. Durations are milliseconds. */
export interface RepairConfig {
  enabled: boolean;
  firstDelayMs: number;
  longestDelayMs: number;
  /** That may fail in a row. */
  attempts: number;
}

/** What may be sent. */
export interface UploadsConfig {
  maximumBytes: number;
}

/** How long it is remembered what ended. */
export interface RecordsConfig {
  keepMs: number;
}

/** What no policy undercuts. */
export interface RetentionConfig {
  /** The newest good backups of a policy that its rules never remove. */
  minimumBackups: number;
}
