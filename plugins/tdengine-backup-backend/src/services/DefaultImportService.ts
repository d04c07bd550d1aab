import { randomUUID } from 'node:crypto';
import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  Backup,
  isFinalJobState,
  TargetRescan,
} from 'backstage-plugin-tdengine-backup-common';
import { Knex } from 'knex';
import { EngineConfig } from '../config/EngineConfig';
import { JobStore } from '../database/JobStore';
import { RescanStore, StoredRescan } from '../database/RescanStore';
import { StoredJob, toJob } from '../jobs/StoredJob';
import { ArchiveImport } from '../runs/imports/ArchiveImport';
import { TargetRegistry } from '../runs/TargetRegistry';
import { ChangePublisher } from './ChangePublisher';
import { DEFAULT_PRIORITY } from './defaults';
import { Caller, ImportService, UploadedArchive } from './types';

export interface DefaultImportServiceOptions {
  knex: Knex;
  config: EngineConfig;
  rescans: RescanStore;
  jobs: JobStore;
  targets: TargetRegistry;
  archives: ArchiveImport;
  changes: ChangePublisher;
  get: (backupId: string) => Promise<Backup>;
  /** Called when there is work in the queue. */
  wake: () => void;
}

/** Has backups taken in that were not made here, or that nobody remembers. */
export class DefaultImportService implements ImportService {
  readonly #options: DefaultImportServiceOptions;

  static create(options: DefaultImportServiceOptions): DefaultImportService {
    return new DefaultImportService(options);
  }

  private constructor(options: DefaultImportServiceOptions) {
    this.#options = options;
  }

  async rescan(target: string, caller: Caller): Promise<TargetRescan> {
    const { targets, wake } = this.#options;
    targets.get(target);
    const running = await this.#findRunning(target);
    if (running) {
      return running;
    }
    try {
      await this.#enqueue(target, caller);
    } catch (error) {
      // Somebody else was faster.
      const other = await this.#findRunning(target);
      if (error instanceof ConflictError && other) {
        return other;
      }
      throw error;
    }
    wake();
    return this.lastRescan(target);
  }

  async lastRescan(target: string): Promise<TargetRescan> {
    const { rescans, targets } = this.#options;
    targets.get(target);
    const rescan = await rescans.findLatest(target);
    if (!rescan) {
      throw new NotFoundError(
        `Nobody looked for backups on target '${target}' yet`,
      );
    }
    return this.#complete(rescan);
  }

  async cancelRescan(target: string): Promise<TargetRescan> {
    const { knex, jobs } = this.#options;
    const running = await this.#findRunning(target);
    if (!running?.job) {
      throw new ConflictError(
        `Nobody looks for backups on target '${target}' at this moment`,
      );
    }
    const { id } = running.job;
    await knex.transaction(async tx => {
      await jobs.requestCancel(id, tx);
    });
    return this.lastRescan(target);
  }

  async upload(
    archive: UploadedArchive,
    options: { targets?: string[]; signal: AbortSignal },
    caller: Caller,
  ): Promise<Backup> {
    const { archives, targets, changes, get } = this.#options;
    const id = await archives.take(archive, {
      ...options,
      targets: targets.choose(options.targets),
      caller,
    });
    changes.publish('backup', id);
    return get(id);
  }

  async #enqueue(target: string, caller: Caller): Promise<void> {
    const { knex, rescans, jobs, config } = this.#options;
    const id = randomUUID();
    const jobId = randomUUID();
    await knex.transaction(async tx => {
      await jobs.enqueue(
        [
          {
            id: jobId,
            type: 'rescan',
            subjectId: id,
            backupId: id,
            priority: DEFAULT_PRIORITY,
            maxAttempts: config.jobs.maxAttempts,
            createdBy: caller.ref,
            locks: [`rescan:${target}`],
          },
        ],
        tx,
      );
      await rescans.insert(
        {
          id,
          target,
          jobId,
          createdBy: caller.ref,
          ownerRef: caller.ownershipRefs[0],
        },
        tx,
      );
    });
  }

  async #findRunning(target: string): Promise<TargetRescan | undefined> {
    const rescan = await this.#options.rescans.findLatest(target);
    const found = rescan && (await this.#complete(rescan));
    return found?.job && !isFinalJobState(found.job.state) ? found : undefined;
  }

  async #complete({
    jobId,
    ownerRef: _ownerRef,
    ...rescan
  }: StoredRescan): Promise<TargetRescan> {
    const job: StoredJob | undefined = (
      await this.#options.jobs.getMany([jobId])
    ).get(jobId);
    return { ...rescan, job: job && toJob(job) };
  }
}
