import {
  BackupReference,
  PolicyRun,
  PolicyRunReason,
  PolicyRunTrigger,
} from 'backstage-plugin-tdengine-backup-common';
import { Knex } from 'knex';
import { PageQuery } from '../services/types';

/** What becomes of a planned time, or of a run by hand. */
export interface NewPolicyRun {
  id: string;
  policyId: string;
  /** Unique within the policy: the planned time, or one of its own for a run by hand. */
  runKey: string;
  trigger: PolicyRunTrigger;
  state: 'waiting' | 'begun' | 'failed' | 'skipped' | 'missed';
  plannedAt: Date;
  /** Why it failed or did not begin, in English. */
  reason?: string;
  cause?: PolicyRunReason;
  /** Planned times that passed unnoticed and count as one. */
  missedRuns?: number;
  backupId?: string;
  createdBy: string;
  createdAt: Date;
}

/** A run as the scheduler needs it. */
export interface StoredPolicyRun
  extends Omit<NewPolicyRun, 'state' | 'runKey'> {
  state: NewPolicyRun['state'] | 'ended';
}

/** The next runs after one, or the first. What cannot be dealt with now must not hide what comes after it. */
export interface RunsAfter {
  limit: number;
  after?: Pick<StoredPolicyRun, 'id' | 'createdAt'>;
}

/** The ids of policies that have a run under way, and of those with one that waits. */
export interface PolicyOccupation {
  busy: ReadonlySet<string>;
  waiting: ReadonlySet<string>;
}

/**
 * What became of the planned times of policies. Every method takes the transaction it is part of, where it is part of
 * one.
 */
export interface PolicyRunStore {
  /** The ids of those that were not there yet: each planned time has one run, whoever asks. */
  insert(
    runs: readonly NewPolicyRun[],
    transaction: Knex.Transaction,
  ): Promise<Set<string>>;
  /** Which of these policies have a run under way, and which one that waits. */
  listOccupied(
    policyIds: readonly string[],
    transaction: Knex.Transaction,
  ): Promise<PolicyOccupation>;
  /** Runs that wait for nothing any more, the oldest first. */
  listReady(
    page: RunsAfter & { byHandOnly: boolean },
  ): Promise<StoredPolicyRun[]>;
  /** What waited begins; false where it does not wait any more. */
  begin(
    id: string,
    backupId: string,
    transaction: Knex.Transaction,
  ): Promise<boolean>;
  /** What waited cannot begin. */
  fail(
    id: string,
    reason: string,
    transaction: Knex.Transaction,
  ): Promise<void>;
  /** What waits does not begin any more. */
  skipWaiting(
    policyId: string,
    cause: PolicyRunReason,
    transaction: Knex.Transaction,
  ): Promise<void>;
  /** Runs whose backup is made or failed, and whose policy does not know yet, the oldest first. */
  listToSettle(page: RunsAfter): Promise<StoredPolicyRun[]>;
  /** From now on the policy knows; false where it did already. */
  settle(id: string, transaction: Knex.Transaction): Promise<boolean>;
  /** The backup of a run is made again: its policy wants to know. */
  reopen(backupId: string, transaction: Knex.Transaction): Promise<void>;
  /** The runs of a policy as the API tells them, newest first. */
  page(
    policyId: string,
    query: PageQuery,
  ): Promise<{ items: PolicyRun[]; totalItems: number }>;
  get(id: string): Promise<PolicyRun>;
  /** The newest run of each policy. */
  latest(policyIds: readonly string[]): Promise<Map<string, PolicyRun>>;
  /** The newest good backup of each policy. */
  latestGood(
    policyIds: readonly string[],
  ): Promise<Map<string, BackupReference>>;
}
