import { LoggerService } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import { VerificationConfig } from '../../config/EngineConfig';
import { BackupStore } from '../../database/BackupStore';
import { JobStore } from '../../database/JobStore';
import { BackupCommands } from '../../services/BackupCommands';
import { BACKGROUND_PRIORITY, PLUGIN_CALLER } from '../../services/defaults';

/** In the queue at once, so that it stays readable and a change of the configuration is soon felt. */
const MOST_WAITING = 10;
/** A target that does not answer is asked again a day later at the earliest. */
const LONGEST_UNTIL_RETRY_MS = 24 * 3_600_000;

export interface ScheduledVerificationsOptions {
  backups: BackupStore;
  jobs: JobStore;
  commands: BackupCommands;
  config: VerificationConfig;
  logger: LoggerService;
  now: () => Date;
}

/**
 * Puts verifications of good backups into the queue that were not read for long, behind everything that somebody waits
 * for. Safe to run by several processes at once: a backup is verified by one job at a time.
 */
export class ScheduledVerifications {
  readonly #options: ScheduledVerificationsOptions;

  static create(
    options: ScheduledVerificationsOptions,
  ): ScheduledVerifications {
    return new ScheduledVerifications(options);
  }

  private constructor(options: ScheduledVerificationsOptions) {
    this.#options = options;
  }

  async run(signal: AbortSignal): Promise<void> {
    const { backups, jobs, commands, config, logger } = this.#options;
    if (!config.enabled) {
      return;
    }
    const now = this.#options.now().getTime();
    const places = MOST_WAITING - (await jobs.countActive('verify'));
    if (places <= 0) {
      return;
    }
    const due = await backups.listToVerify({
      verifiedBefore: new Date(now - config.everyMs),
      triedBefore: new Date(
        now - Math.min(config.everyMs, LONGEST_UNTIL_RETRY_MS),
      ),
      limit: places,
    });
    for (const id of due) {
      if (signal.aborted) {
        return;
      }
      try {
        await commands.verify(id, PLUGIN_CALLER, {
          priority: BACKGROUND_PRIORITY,
        });
      } catch (error) {
        if (!isInTheWay(error)) {
          throw error;
        }
        logger.debug(`Backup ${id} is not verified now: ${error.message}`);
      }
    }
  }
}

/** Somebody deletes or verifies it at this moment. */
function isInTheWay(error: unknown): error is Error {
  return (
    isError(error) && ['ConflictError', 'NotFoundError'].includes(error.name)
  );
}
