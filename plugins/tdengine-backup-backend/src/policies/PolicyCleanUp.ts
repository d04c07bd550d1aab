import {
  applyRetention,
  orderRetentionDeletions,
  PolicyRetention,
  RetentionDecision,
  RetentionPreview,
  RetentionVerdict,
} from 'backstage-plugin-tdengine-backup-common';
import { Knex } from 'knex';
import { BackupStore, ExpiringBackup } from '../database/BackupStore';
import { StoredPolicy } from '../database/policyRows';
import { PolicyStore } from '../database/PolicyStore';
import { faultPoint } from '../runs/faultPoints';
import { BackupCommands } from '../services/BackupCommands';

export interface PolicyCleanUpOptions {
  knex: Knex;
  policies: PolicyStore;
  backups: BackupStore;
  commands: BackupCommands;
  /** The newest good backups of a policy that no rule of it removes. */
  floor: number;
  /** Called when there is work in the queue. */
  wake: () => void;
  now: () => Date;
}

/**
 * Removes the backups of policies that their rules do not keep. Judged and begun in one transaction that holds the policy
 * and all its backups: nobody makes the last good one another while it is decided upon.
 */
export class PolicyCleanUp {
  readonly #options: PolicyCleanUpOptions;

  static create(options: PolicyCleanUpOptions): PolicyCleanUp {
    return new PolicyCleanUp(options);
  }

  private constructor(options: PolicyCleanUpOptions) {
    this.#options = options;
  }

  /** What rules would keep and remove. Changes nothing. */
  async preview(
    policy: StoredPolicy,
    retention: PolicyRetention,
  ): Promise<RetentionPreview> {
    return this.#options.knex.transaction(async tx => {
      const backups = await this.#options.backups.listForRetention(
        policy.id,
        tx,
      );
      return toPreview(backups, this.#judge(policy, retention, backups));
    });
  }

  /** Queues the deletion of everything that the rules of the policy do not keep. */
  async run(policy: Pick<StoredPolicy, 'id'>): Promise<RetentionPreview> {
    const { knex, policies, backups, commands, wake } = this.#options;
    const preview = await knex.transaction(async tx => {
      const held = await policies.getForUpdate(policy.id, tx);
      const candidates = await backups.listForRetention(held.id, tx);
      const decisions = this.#judge(held, held.retention, candidates);
      const byId = new Map(decisions.map(it => [it.id, it]));
      for (const id of orderRetentionDeletions(candidates, decisions)) {
        const { reasons } = byId.get(id)!;
        await commands.expire({ id }, { policyName: held.name, reasons }, tx);
        faultPoint('retention.begun');
      }
      return toPreview(candidates, decisions);
    });
    if (preview.removedBackups > 0) {
      wake();
    }
    return preview;
  }

  #judge(
    policy: StoredPolicy,
    rules: PolicyRetention,
    backups: readonly ExpiringBackup[],
  ): RetentionDecision[] {
    return applyRetention({
      rules,
      floor: this.#options.floor,
      backups,
      now: this.#options.now(),
      ...(policy.enabled &&
        policy.nextRunAt !== undefined && {
          nextBackupAt: new Date(policy.nextRunAt),
        }),
    });
  }
}

function toPreview(
  backups: readonly ExpiringBackup[],
  decisions: readonly RetentionDecision[],
): RetentionPreview {
  const byId = new Map(decisions.map(decision => [decision.id, decision]));
  const preview: RetentionPreview = {
    items: [],
    keptBackups: 0,
    keptBytes: 0,
    removedBackups: 0,
    removedBytes: 0,
  };
  for (const backup of backups.filter(({ outside }) => !outside)) {
    const verdict = toVerdict(backup, byId.get(backup.id)!);
    preview.items.push(verdict);
    const isKept = verdict.action === 'keep';
    preview[isKept ? 'keptBackups' : 'removedBackups'] += 1;
    preview[isKept ? 'keptBytes' : 'removedBytes'] += verdict.sizeBytes ?? 0;
  }
  preview.items.sort((left, right) =>
    right.createdAt.localeCompare(left.createdAt),
  );
  return preview;
}

function toVerdict(
  { id, name, createdAt, finishedAt, sizeBytes }: ExpiringBackup,
  { action, reasons, goesOn, goesWithNext }: RetentionDecision,
): RetentionVerdict {
  return {
    backup: { id, name, finishedAt },
    createdAt,
    sizeBytes,
    action,
    reasons,
    goesOn,
    goesWithNext,
  };
}
