import {
  DamagedBackup,
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
  /** Policies whose newest planned time passed without a run. */
  missedPolicies(since: Date): Promise<MissedPolicy[]>;
}
