import {
  BackupReference,
  Overview,
  PlannedRun,
  RecentRun,
} from 'backstage-plugin-tdengine-backup-common';
import { RecordAccess } from '../services/overviewTypes';

/** What became of the runs of one day. */
export type DayFigures = Overview['days'][number];

/** A policy whose scope says what is protected. */
export interface EnabledScope {
  instance: string;
  sourceType: string;
  scope: unknown;
}

/** The figures of the overview, one query each. */
export interface OverviewStore {
  /** The newest that could be restored. */
  lastGoodBackup(access: RecordAccess): Promise<BackupReference | undefined>;
  /** The newest first. */
  recentRuns(limit: number, access: RecordAccess): Promise<RecentRun[]>;
  /** Runs by the day they ended, the oldest first; days without any are not in it. */
  days(
    from: Date,
    access: { backups: RecordAccess; policies: RecordAccess },
  ): Promise<DayFigures[]>;
  /** Backups that are being made now. */
  countRunning(access: RecordAccess): Promise<number>;
  countPolicies(access: RecordAccess): Promise<Overview['policies']>;
  /** What enabled policies protect, whoever may see them. */
  enabledScopes(): Promise<EnabledScope[]>;
  /** The next run of each policy, the soonest first. */
  upcoming(limit: number, access: RecordAccess): Promise<PlannedRun[]>;
}
