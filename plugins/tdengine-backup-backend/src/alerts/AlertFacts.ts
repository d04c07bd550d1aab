import { RunOutcome } from '../database/operations/runOutcome';

/** A policy that is enabled. */
export interface WatchedPolicy {
  id: string;
  name: string;
  instance: string;
  ownerRef?: string;
  createdAt: Date;
  /** Its last run failed. */
  failing: boolean;
  objectiveHours?: number;
  /** When the newest backup that could be restored was done. */
  lastGoodAt?: Date;
}

/** One of the last runs of a policy. */
export interface WatchedRun {
  backupId: string;
  outcome: RunOutcome;
  startedAt?: Date;
  durationMs?: number;
}

/** A backup whose last verification found it damaged. */
export interface DamagedBackup {
  id: string;
  name: string;
  ownerRef?: string;
  policyId?: string;
  verifiedAt?: Date;
  error?: string;
  damage?: BackupDamage;
}

/** What a verification found, for pages in any language. */
export interface BackupDamage {
  /** What is wrong first, as in a report, and in which file. */
  problem?: string;
  path?: string;
  /** How much is wrong in all. */
  problems: number;
}

/** A copy of a good backup that could not be made again, and is not tried any more. */
export interface LostCopy {
  backupId: string;
  backupName: string;
  target: string;
  ownerRef?: string;
  policyId?: string;
  error?: string;
}

/** A policy whose newest planned time passed without a run. */
export interface MissedPolicy {
  policyId: string;
  plannedAt: Date;
  missedRuns: number;
  reason?: string;
}

/** The space of a target as far as it is known. */
export interface WatchedTarget {
  target: string;
  /** Absent where the target cannot tell. */
  freeBytes?: number;
  totalBytes?: number;
  daysUntilFull?: number;
  /** It did not answer: nothing is known of it now. */
  unreachable: boolean;
}

/** What alerts are made of. */
export interface AlertFacts {
  now: Date;
  policies: readonly WatchedPolicy[];
  /** The last runs by policy, the newest first. */
  runs: ReadonlyMap<string, readonly WatchedRun[]>;
  damaged: readonly DamagedBackup[];
  lostCopies: readonly LostCopy[];
  missed: readonly MissedPolicy[];
  targets: readonly WatchedTarget[];
  /** Keys of the alerts that are open. */
  open: ReadonlySet<string>;
}
