import { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import {
  metadataPath,
  StorageTarget,
} from 'backstage-plugin-tdengine-backup-node';
import { RepairConfig } from '../../config/EngineConfig';
import { StoredBackup } from '../../database/backupRows';
import { BackupStore } from '../../database/BackupStore';
import { CopyStore } from '../../database/CopyStore';
import { JobStore } from '../../database/JobStore';
import { JobRun } from '../../jobs/JobHandler';
import { nextRepairAt } from '../copies/nextRepairAt';
import { RescanTally } from './RescanTally';
import { Write } from './SetAdoption';

const PAGE = 100;
const QUESTIONS_AT_ONCE = 8;

export interface MissingCopiesOptions {
  backups: BackupStore;
  copies: CopyStore;
  jobs: JobStore;
  repair: RepairConfig;
  logger: LoggerService;
}

/** Finds good copies in the catalogue that are not on their target any more. */
export class MissingCopies {
  readonly #options: MissingCopiesOptions;

  static create(options: MissingCopiesOptions): MissingCopies {
    return new MissingCopies(options);
  }

  private constructor(options: MissingCopiesOptions) {
    this.#options = options;
  }

  /**
   * Asks for the manifest of each, and has what is missing made again out of another copy.
   *
   * @param options - `isEmpty`: whether nothing at all was found on the target, which looks more like a share that is not mounted
   * than like a loss: throws a ConflictError then, and changes nothing
   */
  async find(
    run: JobRun,
    options: {
      target: StorageTarget;
      isEmpty: boolean;
      tally: RescanTally;
      write: Write;
    },
  ): Promise<void> {
    const { copies } = this.#options;
    const { target, isEmpty } = options;
    let after: string | undefined;
    for (;;) {
      const page = await copies.listPresent(target.name, {
        after,
        limit: PAGE,
      });
      if (isEmpty && page.length > 0) {
        throw new ConflictError(
          `Nothing is on target '${target.name}' (${target.location}), where backups should be: is it mounted? Nothing was changed; where they are lost, verify them`,
        );
      }
      for (let start = 0; start < page.length; start += QUESTIONS_AT_ONCE) {
        run.signal.throwIfAborted();
        await Promise.all(
          page
            .slice(start, start + QUESTIONS_AT_ONCE)
            .map(backup => this.#check(run, backup, options)),
        );
      }
      after = page.at(-1)?.id;
      if (page.length < PAGE) {
        return;
      }
    }
  }

  async #check(
    run: JobRun,
    { id, name, setPrefix, packaging }: StoredBackup,
    options: { target: StorageTarget; tally: RescanTally; write: Write },
  ): Promise<void> {
    const { target, tally, write } = options;
    const key = metadataPath(setPrefix, packaging);
    if (await target.stat(key, run)) {
      return;
    }
    const isMissing = await write(async tx => {
      const { backups, copies, jobs, repair } = this.#options;
      const backup = await backups.getForUpdate(id, tx);
      const copy = backup.copies.find(it => it.target === target.name);
      // Somebody deletes it or makes it anew at this moment.
      const isBusy = (await jobs.listActive(id, tx)).some(
        ({ type }) => type !== 'restore' && type !== 'verify',
      );
      if (copy?.state !== 'present' || isBusy) {
        return false;
      }
      await copies.markSpoiled(
        { backupId: id, target: target.name },
        {
          state: 'missing',
          error: `'${key}' is not on target '${target.name}'`,
          nextRepairAt: nextRepairAt(repair, 0) && new Date(),
        },
        tx,
      );
      return true;
    });
    if (isMissing) {
      tally.missing++;
      // Not in the log of the search: whoever asked for it may not see that backup.
      this.#options.logger.warn(
        `The copy of backup '${name}' (${id}) at '${setPrefix}' is not on target '${target.name}' any more`,
      );
    }
  }
}
