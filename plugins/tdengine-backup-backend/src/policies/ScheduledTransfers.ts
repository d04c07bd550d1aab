import { LoggerService } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import { BackupStore } from '../database/BackupStore';
import { StoredBackup } from '../database/backupRows';
import { StoredPolicy } from '../database/policyRows';
import { RESTORABLE_STATES } from '../database/restorableStates';
import { TargetRegistry } from '../runs/TargetRegistry';
import { CopyCommands } from '../services/CopyCommands';
import { BACKGROUND_PRIORITY, PLUGIN_CALLER } from '../services/defaults';
import { dueTransfers } from './dueTransfers';
import { ActingPolicies, eachActingPolicy } from './eachActingPolicy';

const AT_ONCE = 100;

export interface ScheduledTransfersOptions extends ActingPolicies {
  backups: BackupStore;
  copyCommands: CopyCommands;
  targets: TargetRegistry;
  logger: LoggerService;
  now?: () => Date;
}

/**
 * Copies older backups of policies to other targets, and removes copies that have had their time. One thing at a time for
 * a backup: what is left is done when it is looked at again. Nothing happens while everything is paused.
 */
export class ScheduledTransfers {
  readonly #options: ScheduledTransfersOptions;

  static create(options: ScheduledTransfersOptions): ScheduledTransfers {
    return new ScheduledTransfers(options);
  }

  private constructor(options: ScheduledTransfersOptions) {
    this.#options = options;
  }

  async run(signal: AbortSignal): Promise<void> {
    for await (const policy of eachActingPolicy(this.#options, signal)) {
      if (policy.destinations) {
        await this.#transfer(policy, signal);
      }
    }
  }

  async #transfer(policy: StoredPolicy, signal: AbortSignal): Promise<void> {
    const { backups } = this.#options;
    for (let page = 1; !signal.aborted; page++) {
      const { items, totalItems } = await backups.list({
        policyIds: [policy.id],
        states: [...RESTORABLE_STATES],
        sort: 'createdAt',
        order: 'asc',
        page,
        pageSize: AT_ONCE,
      });
      for (const backup of items) {
        await this.#doNext(backup, policy);
      }
      if (page * AT_ONCE >= totalItems) {
        return;
      }
    }
  }

  async #doNext(backup: StoredBackup, policy: StoredPolicy): Promise<void> {
    const { copyCommands, targets, logger } = this.#options;
    const now = (this.#options.now ?? (() => new Date()))();
    const [next] = dueTransfers(backup, policy.destinations ?? [], now)
      // One that is not configured any more does not keep the others from their turn.
      .filter(({ target }) => targets.has(target));
    if (!next) {
      return;
    }
    const { action, target } = next;
    try {
      if (action === 'add') {
        await copyCommands.add(
          backup.id,
          target,
          PLUGIN_CALLER,
          BACKGROUND_PRIORITY,
        );
      } else {
        await copyCommands.delete(backup.id, target, PLUGIN_CALLER);
      }
    } catch (error) {
      if (!isError(error)) {
        throw error;
      }
      logger.debug(
        `Backup '${backup.name}' is left as it is on target '${target}' for now: ${error.message}`,
      );
    }
  }
}
