import {
  DamagedBackup,
  LostCopy,
  MissedPolicy,
  WatchedPolicy,
  WatchedRun,
} from '../alerts/AlertFacts';

/** What alerts are made of, one query each. */
export interface AlertFactsStore {
  /** Enabled ones. */
  policies(): Promise<WatchedPolicy[]>;
  /** The last runs of enabled policies, the newest first. */
  lastRuns(limit: number): Promise<Map<string, WatchedRun[]>>;
  damagedBackups(limit: number): Promise<DamagedBackup[]>;
  /** Copies whose repair was given up, also those that are tried again since an alert tells of them, until they are good. */
  lostCopies(limit: number): Promise<LostCopy[]>;
  /** Policies whose newest planned time passed without a run. */
  missedPolicies(since: Date): Promise<MissedPolicy[]>;
}
