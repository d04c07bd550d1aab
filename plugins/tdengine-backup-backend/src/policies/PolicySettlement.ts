import { LoggerService } from '@backstage/backend-plugin-api';
import { describeError } from 'backstage-plugin-tdengine-backup-node';
import { Knex } from 'knex';
import { BackupStore } from '../database/BackupStore';
import {
  PolicyRunStore,
  RunsAfter,
  StoredPolicyRun,
} from '../database/PolicyRunStore';
import { PolicyStore } from '../database/PolicyStore';
import { isRestorable } from '../database/restorableStates';
import { faultPoint } from '../runs/faultPoints';
import { eachRun } from './eachRun';
import { PolicyCleanUp } from './PolicyCleanUp';
import { PolicyNews } from './PolicyNews';

const AT_ONCE = 50;

export interface PolicySettlementOptions {
  knex: Knex;
  policies: PolicyStore;
  policyRuns: PolicyRunStore;
  backups: BackupStore;
  cleanUp: PolicyCleanUp;
  news: PolicyNews;
  logger: LoggerService;
}

/**
 * Tells policies what became of their runs: who is to hear of it, and what may go now that there is a new backup. Found in
 * the database and not in the run that ended, so that a process that dies in between leaves nothing undone.
 */
export class PolicySettlement {
  readonly #options: PolicySettlementOptions;

  static create(options: PolicySettlementOptions): PolicySettlement {
    return new PolicySettlement(options);
  }

  private constructor(options: PolicySettlementOptions) {
    this.#options = options;
  }

  /** @param mayRemove - false while everything is paused, when nothing goes either */
  async run(
    signal: AbortSignal,
    { mayRemove }: { mayRemove: boolean },
  ): Promise<void> {
    const { policyRuns, logger } = this.#options;
    const list = (page: RunsAfter) => policyRuns.listToSettle(page);
    for await (const run of eachRun(list, AT_ONCE)) {
      if (signal.aborted) {
        return;
      }
      try {
        await this.#settle(run, mayRemove);
      } catch (error) {
        logger.warn(
          `Run ${run.id} of policy ${
            run.policyId
          } could not be settled: ${describeError(error)}`,
        );
      }
    }
  }

  async #settle(run: StoredPolicyRun, mayRemove: boolean): Promise<void> {
    const { knex, policies, policyRuns, backups, cleanUp } = this.#options;
    const policy = (await policies.getMany([run.policyId])).get(run.policyId)!;
    const backup = await backups.get(run.backupId!);
    const isGood = isRestorable(backup);
    // Before the run counts as settled, so that it is done again where the process dies meanwhile.
    if (isGood && mayRemove && !policy.deleted && policy.enabled) {
      await cleanUp.run(policy);
    }
    faultPoint('policy.before-settle');
    await knex.transaction(async tx => {
      if (policy.deleted) {
        await policyRuns.settle(run.id, tx);
        return;
      }
      const held = await policies.getForUpdate(policy.id, tx);
      if (!(await policyRuns.settle(run.id, tx))) {
        return;
      }
      await this.#tell(held, backup, tx);
    });
  }

  async #tell(
    policy: Awaited<ReturnType<PolicyStore['get']>>,
    backup: Awaited<ReturnType<BackupStore['get']>>,
    tx: Knex.Transaction,
  ): Promise<void> {
    const { policies, news } = this.#options;
    const { failingSince } = policy;
    switch (backup.state) {
      case 'partially-failed':
        if (failingSince === undefined) {
          const since = new Date(backup.finishedAt ?? Date.now());
          await policies.setFailingSince(policy.id, since, tx);
          await news.partiallyFailed(policy, backup, tx);
        }
        return;
      case 'failed':
        if (failingSince === undefined) {
          const since = new Date(backup.finishedAt ?? Date.now());
          await policies.setFailingSince(policy.id, since, tx);
          await news.failed(
            policy,
            { error: backup.error ?? 'The reason is not known', backup },
            tx,
          );
        }
        return;
      case 'available':
        if (failingSince === undefined) {
          await news.succeeded(policy, backup, tx);
        } else {
          await policies.setFailingSince(policy.id, undefined, tx);
          await news.recovered(policy, { backup, failingSince }, tx);
        }
        return;
      default:
      // Cancelled or deleted by somebody: they know.
    }
  }
}
