import { randomUUID } from 'node:crypto';
import { isError } from '@backstage/errors';
import {
  plannedKey,
  PolicyRunReason,
  PolicyRunTrigger,
} from 'backstage-plugin-tdengine-backup-common';
import { describeError } from 'backstage-plugin-tdengine-backup-node';
import { Knex } from 'knex';
import { NewBackup } from '../database/BackupStore';
import { StoredPolicy } from '../database/policyRows';
import {
  NewPolicyRun,
  PolicyRunStore,
  StoredPolicyRun,
} from '../database/PolicyRunStore';
import { PolicyStore } from '../database/PolicyStore';
import { BackupCreator } from '../services/BackupCreator';
import { Caller } from '../services/types';
import { PolicyNews } from './PolicyNews';

export interface PolicyRunsOptions {
  policies: PolicyStore;
  policyRuns: PolicyRunStore;
  creator: BackupCreator;
  news: PolicyNews;
}

/** A run that is asked for: of a planned time, or by hand. */
export interface WantedRun {
  trigger: PolicyRunTrigger;
  plannedAt: Date;
  caller: Caller;
  missedRuns?: number;
}

/** What becomes of a policy's planned time, or of its run by hand. */
export interface PolicyVerdict {
  policy: StoredPolicy;
  run: WantedRun;
  /** `begin` unless there is a reason that it does not. */
  state: 'begin' | Exclude<NewPolicyRun['state'], 'begun' | 'failed'>;
  cause?: PolicyRunReason;
}

/**
 * Writes down what becomes of planned times, of many policies at once: the run, the record of its backup and the job that
 * makes it are written in the one transaction of the caller, so that each planned time has all of them or none.
 */
export class PolicyRuns {
  readonly #options: PolicyRunsOptions;

  static create(options: PolicyRunsOptions): PolicyRuns {
    return new PolicyRuns(options);
  }

  private constructor(options: PolicyRunsOptions) {
    this.#options = options;
  }

  /** The policies have to be held. Returns the ids of the runs, in the order of the verdicts. */
  async write(
    verdicts: readonly PolicyVerdict[],
    tx: Knex.Transaction,
  ): Promise<string[]> {
    const { policyRuns, creator } = this.#options;
    const runs: NewPolicyRun[] = [];
    const backups = new Map<string, NewBackup>();
    for (const verdict of verdicts) {
      const run = toRun(verdict);
      runs.push(run);
      if (verdict.state === 'begin') {
        const prepared = this.#prepare(verdict.policy, verdict.run);
        if ('error' in prepared) {
          run.state = 'failed';
          run.reason = prepared.error;
          await this.#failed(verdict.policy, prepared.error, tx);
        } else {
          run.backupId = prepared.backup.id;
          backups.set(run.id, prepared.backup);
        }
      }
    }
    const inserted = await policyRuns.insert(runs, tx);
    await creator.insertForPolicies(
      [...backups].flatMap(([id, backup]) =>
        inserted.has(id) ? [backup] : [],
      ),
      tx,
    );
    return runs.map(({ id }) => id);
  }

  /** Begins what waited. */
  async beginWaiting(
    policy: StoredPolicy,
    run: StoredPolicyRun,
    tx: Knex.Transaction,
  ): Promise<void> {
    const { policyRuns, creator } = this.#options;
    const prepared = this.#prepare(policy, {
      ...run,
      caller: { ref: run.createdBy, ownershipRefs: [] },
    });
    if ('error' in prepared) {
      await policyRuns.fail(run.id, prepared.error, tx);
      await this.#failed(policy, prepared.error, tx);
    } else if (await policyRuns.begin(run.id, prepared.backup.id, tx)) {
      await creator.insertForPolicies([prepared.backup], tx);
    }
  }

  #prepare(
    policy: StoredPolicy,
    run: WantedRun,
  ): { backup: NewBackup } | { error: string } {
    try {
      return { backup: this.#options.creator.prepareForPolicy(policy, run) };
    } catch (error) {
      // What is not said of the policy itself is a fault of ours.
      if (
        isError(error) &&
        ['InputError', 'NotFoundError'].includes(error.name)
      ) {
        return { error: describeError(error) };
      }
      throw error;
    }
  }

  /** There is no backup that could fail, so the policy has to. */
  async #failed(
    policy: StoredPolicy,
    error: string,
    tx: Knex.Transaction,
  ): Promise<void> {
    const { policies, news } = this.#options;
    if (policy.failingSince === undefined) {
      await policies.setFailingSince(policy.id, new Date(), tx);
      await news.failed(policy, { error }, tx);
    }
  }
}

function toRun({ policy, run, state, cause }: PolicyVerdict): NewPolicyRun {
  const { trigger, plannedAt, missedRuns, caller } = run;
  const id = randomUUID();
  return {
    id,
    policyId: policy.id,
    runKey: trigger === 'manual' ? `manual ${id}` : plannedKey(plannedAt),
    trigger,
    state: state === 'begin' ? 'begun' : state,
    plannedAt,
    cause,
    missedRuns,
    createdBy: caller.ref,
    createdAt: new Date(),
  };
}
