import {
  BackupReference,
  StorageUsage,
} from 'backstage-plugin-tdengine-backup-common';
import { RecordAccess } from '../services/overviewTypes';

/** What backups take of one target. */
export interface UsedSpace {
  target: string;
  backups: number;
  usedBytes: number;
}

/** The usage of a target on one day. */
export interface TargetSample extends UsedSpace {
  /** `YYYY-MM-DD`, UTC. */
  day: string;
  freeBytes?: number;
  totalBytes?: number;
}

/** A good backup that a later one will resemble. */
export interface SizedBackup extends BackupReference {
  rawBytes: number;
  sizeBytes: number;
}

/** Who uses how much. */
export interface UsageStore {
  byTarget(): Promise<UsedSpace[]>;
  /** The largest first; one without a policy for all that were made by hand. */
  byPolicy(access: RecordAccess): Promise<StorageUsage['policies']>;
  /** The largest first. */
  byDatabase(access: RecordAccess): Promise<StorageUsage['databases']>;
  /** The oldest first. */
  samples(fromDay: string): Promise<TargetSample[]>;
  hasSamplesOf(day: string): Promise<boolean>;
  /** Replaces what is there of the same day and target. */
  saveSamples(samples: readonly TargetSample[]): Promise<void>;
  /** The newest good backup of the very same choice. */
  lastOfScope(
    query: { instance: string; scope: unknown; format: string },
    access: RecordAccess,
  ): Promise<SizedBackup | undefined>;
  /** Stored bytes for a byte read, of the newest good backups of a format. */
  compressionOf(format: string): Promise<number | undefined>;
}
