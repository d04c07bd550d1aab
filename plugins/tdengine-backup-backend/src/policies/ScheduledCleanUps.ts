import { LoggerService } from '@backstage/backend-plugin-api';
import { describeError } from 'backstage-plugin-tdengine-backup-node';
import { PolicyStore } from '../database/PolicyStore';
import { SchedulerStateStore } from '../database/SchedulerStateStore';
import { PolicyCleanUp } from './PolicyCleanUp';

const AT_ONCE = 100;

export interface ScheduledCleanUpsOptions {
  policies: PolicyStore;
  schedulerState: SchedulerStateStore;
  cleanUp: PolicyCleanUp;
  /** False where the configuration switches all automatic backups off. */
  automatic: boolean;
  logger: LoggerService;
}

/**
 * Has every enabled policy remove what its rules do not keep, whether or not it runs: time goes by for backups too. Nothing
 * is removed while everything is paused.
 */
export class ScheduledCleanUps {
  readonly #options: ScheduledCleanUpsOptions;

  static create(options: ScheduledCleanUpsOptions): ScheduledCleanUps {
    return new ScheduledCleanUps(options);
  }

  private constructor(options: ScheduledCleanUpsOptions) {
    this.#options = options;
  }

  async run(signal: AbortSignal): Promise<void> {
    const { policies, schedulerState, cleanUp, automatic, logger } =
      this.#options;
    if (!automatic || (await schedulerState.get()).paused) {
      return;
    }
    let afterId = '';
    while (!signal.aborted) {
      const page = await policies.listEnabled({ afterId, limit: AT_ONCE });
      if (page.length === 0) {
        return;
      }
      afterId = page[page.length - 1].id;
      for (const policy of page) {
        if (signal.aborted) {
          return;
        }
        try {
          await cleanUp.run(policy);
        } catch (error) {
          logger.warn(
            `What policy '${
              policy.name
            }' does not keep could not be removed: ${describeError(error)}`,
          );
        }
      }
    }
  }
}
