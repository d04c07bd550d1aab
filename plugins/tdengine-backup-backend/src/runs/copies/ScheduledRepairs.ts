import { LoggerService } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import { RepairConfig } from '../../config/EngineConfig';
import { CopyStore } from '../../database/CopyStore';
import { JobStore } from '../../database/JobStore';
import { CopyCommands } from '../../services/CopyCommands';
import { PLUGIN_CALLER } from '../../services/defaults';

/** In the queue at once, so that it stays readable. */
const MOST_WAITING = 10;

export interface ScheduledRepairsOptions {
  copies: CopyStore;
  jobs: JobStore;
  copyCommands: CopyCommands;
  config: RepairConfig;
  logger: LoggerService;
}

/**
 * Puts repairs of copies that are due into the queue, behind everything that somebody waits for. Safe to run by several
 * processes at once: a backup is repaired by one job at a time.
 */
export class ScheduledRepairs {
  readonly #options: ScheduledRepairsOptions;

  static create(options: ScheduledRepairsOptions): ScheduledRepairs {
    return new ScheduledRepairs(options);
  }

  private constructor(options: ScheduledRepairsOptions) {
    this.#options = options;
  }

  async run(signal: AbortSignal): Promise<void> {
    const { copies, jobs, copyCommands, config, logger } = this.#options;
    if (!config.enabled) {
      return;
    }
    const limit = MOST_WAITING - (await jobs.countActive('repair'));
    if (limit <= 0) {
      return;
    }
    const due = await copies.listToRepair({ dueBefore: new Date(), limit });
    for (const { backupId, targets } of due) {
      if (signal.aborted) {
        return;
      }
      try {
        await copyCommands.repairDue(backupId, targets, PLUGIN_CALLER);
      } catch (error) {
        if (!isInTheWay(error)) {
          throw error;
        }
        logger.debug(
          `Backup ${backupId} is not repaired now: ${error.message}`,
        );
      }
    }
  }
}

/** Somebody deletes, verifies or repairs it at this moment. */
function isInTheWay(error: unknown): error is Error {
  return (
    isError(error) && ['ConflictError', 'NotFoundError'].includes(error.name)
  );
}
