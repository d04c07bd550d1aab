import { isFinalJobState } from 'backstage-plugin-tdengine-backup-common';
import { promises as fs } from 'node:fs';
import { join } from 'node:path';
import { LoggerService } from '@backstage/backend-plugin-api';
import { describeError } from 'backstage-plugin-tdengine-backup-node';
import { EngineConfig } from '../config/EngineConfig';
import { BackupStore, DueDeletions } from '../database/BackupStore';
import { CopyStore } from '../database/CopyStore';
import { JobEventStore } from '../database/JobEventStore';
import { JobStore } from '../database/JobStore';
import { UploadStore } from '../database/UploadStore';
import { RecordStore } from '../database/RecordStore';
import { OutboxDelivery } from '../notifications/OutboxDelivery';
import { BackupCommands } from '../services/BackupCommands';
import { CopyCommands } from '../services/CopyCommands';
import { PLUGIN_CALLER } from '../services/defaults';
import { WorkOwner } from '../jobs/strangeWork';
import { TemporaryFolders } from '../jobs/TemporaryFolders';
import { BackupPlace } from './backup/BackupPlace';
import { RETRY_DELETION_MS } from './deletion/nextDeletionAt';
import { LeftUploads } from './imports/LeftUploads';
import { StagedFiles } from './StagedFiles';
import { TargetRegistry } from './TargetRegistry';

const LEFTOVERS_AT_ONCE = 20;
const RECORDS_AT_ONCE = 500;

export interface HousekeepingOptions {
  jobs: JobStore;
  events: JobEventStore;
  backups: BackupStore;
  uploads: UploadStore;
  copies: CopyStore;
  records: RecordStore;
  commands: BackupCommands;
  copyCommands: CopyCommands;
  targets: TargetRegistry;
  folders: TemporaryFolders;
  config: EngineConfig;
  delivery: OutboxDelivery;
  logger: LoggerService;
}

/**
 * Finds what killed processes and unreachable targets left, and removes it. Safe to run at any time, by anybody, and
 * several times at once.
 */
export class Housekeeping {
  readonly #options: HousekeepingOptions;
  readonly #staged: StagedFiles;
  readonly #uploads: LeftUploads;

  static create(options: HousekeepingOptions): Housekeeping {
    return new Housekeeping(options);
  }

  private constructor(options: HousekeepingOptions) {
    this.#options = options;
    this.#staged = StagedFiles.create({
      ...options,
      ownerOf: jobId => this.#ownerOf(jobId),
    });
    this.#uploads = LeftUploads.create(options);
  }

  /** Takes up what is left behind; a task that fails does not keep the others from their turn. */
  async run(signal: AbortSignal): Promise<void> {
    const tasks: Array<[string, () => Promise<void>]> = [
      ['expired leases', () => this.recoverExpired()],
      ['temporary folders', () => this.sweepFolders()],
      ['staged files', () => this.#staged.sweep(signal)],
      ['files of uploads that broke off', () => this.#uploads.sweep(signal)],
      ['files of failed backups', () => this.#removeLeftovers(signal)],
      ['unfinished deletions', () => this.#resumeDeletions()],
      ['unfinished deletions of copies', () => this.#resumeCopyDeletions()],
      ['old events', () => this.#pruneEvents()],
      ['old logs', () => this.#pruneLogs()],
      ['old records', () => this.#pruneRecords()],
      ['old messages', () => this.#options.delivery.prune()],
    ];
    for (const [what, task] of tasks) {
      await this.#try(what, signal, task);
    }
  }

  /** Jobs of processes that are gone go back into the queue. */
  async recoverExpired(): Promise<void> {
    for (const id of await this.#options.jobs.recoverExpired()) {
      this.#options.logger.warn(
        `Job ${id} was left by its process and goes back to the queue`,
      );
    }
  }

  /** Folders of this machine that belong to no running job. */
  async sweepFolders(): Promise<void> {
    await this.#options.folders.sweep(id => this.#ownerOf(id));
  }

  async #removeLeftovers(signal: AbortSignal): Promise<void> {
    const { copies, jobs, targets, logger } = this.#options;
    const left = await copies.listWithLeftovers(LEFTOVERS_AT_ONCE);
    for (const { backup, target } of left) {
      if ((await jobs.listActive(backup.id)).length > 0) {
        continue;
      }
      try {
        const place = BackupPlace.create({
          target: targets.get(target),
          backup,
          jobId: backup.jobId ?? '',
        });
        await place.removeAll({ signal });
        await copies.forgetLeftovers({ backupId: backup.id, target });
      } catch (error) {
        signal.throwIfAborted();
        logger.warn(
          `Files of backup '${
            backup.name
          }' on target '${target}' are removed later: ${describeError(error)}`,
        );
      }
    }
  }

  /** Copies, one by one. */
  async #resumeCopyDeletions(): Promise<void> {
    const { copies, backups, copyCommands, logger } = this.#options;
    const due = await copies.listUnfinishedDeletions(dueDeletions());
    for (const { backupId, target } of due) {
      const { name } = await backups.get(backupId);
      logger.info(
        `The deletion of the copy of backup '${name}' on target '${target}' is tried again`,
      );
      await copyCommands
        .delete(backupId, target, PLUGIN_CALLER)
        .catch(error => {
          logger.warn(
            `The copy on target '${target}' stays for now: ${describeError(
              error,
            )}`,
          );
        });
    }
  }

  /** A target that did not answer may do so by now. */
  async #resumeDeletions(): Promise<void> {
    const { backups, commands, logger } = this.#options;
    const due = await backups.listUnfinishedDeletions(dueDeletions());
    for (const { id, name } of due) {
      logger.info(`The deletion of backup '${name}' is tried again`);
      await commands.delete(id, name, PLUGIN_CALLER);
    }
  }

  async #pruneEvents(): Promise<void> {
    const { events, config } = this.#options;
    await events.prune(new Date(Date.now() - config.jobs.eventRetentionMs));
  }

  async #pruneRecords(): Promise<void> {
    const { records, config } = this.#options;
    const before = new Date(Date.now() - config.records.keepMs);
    await records.prune(before, RECORDS_AT_ONCE);
  }

  async #pruneLogs(): Promise<void> {
    const { config } = this.#options;
    const before = Date.now() - config.jobs.eventRetentionMs;
    for (const kind of ['backups', 'restores']) {
      const directory = join(config.dataDirectory, 'logs', kind);
      for (const name of await fs.readdir(directory).catch(() => [])) {
        const path = join(directory, name);
        const { mtimeMs } = await fs.stat(path);
        if (name.endsWith('.log') && mtimeMs < before) {
          await fs.rm(path, { force: true });
        }
      }
    }
  }

  async #ownerOf(jobId: string): Promise<WorkOwner> {
    const job = (await this.#options.jobs.getMany([jobId])).get(jobId);
    if (!job) {
      return 'unknown';
    }
    return isFinalJobState(job.state) ? 'ended' : 'active';
  }

  async #try(
    what: string,
    signal: AbortSignal,
    task: () => Promise<void>,
  ): Promise<void> {
    if (signal.aborted) {
      return;
    }
    try {
      await task();
    } catch (error) {
      if (signal.aborted) {
        return;
      }
      this.#options.logger.warn(
        `Housekeeping could not look after ${what}: ${describeError(error)}`,
      );
    }
  }
}

/** Deletions that are to be tried again by now. */
function dueDeletions(): DueDeletions {
  const now = Date.now();
  return {
    dueBefore: new Date(now),
    leftBefore: new Date(now - RETRY_DELETION_MS),
    limit: LEFTOVERS_AT_ONCE,
  };
}
