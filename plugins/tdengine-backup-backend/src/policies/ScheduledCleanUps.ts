import { LoggerService } from '@backstage/backend-plugin-api';
import { describeError } from 'backstage-plugin-tdengine-backup-node';
import { ActingPolicies, eachActingPolicy } from './eachActingPolicy';
import { PolicyCleanUp } from './PolicyCleanUp';

export interface ScheduledCleanUpsOptions extends ActingPolicies {
  cleanUp: PolicyCleanUp;
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
    const { cleanUp, logger } = this.#options;
    for await (const policy of eachActingPolicy(this.#options, signal)) {
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
