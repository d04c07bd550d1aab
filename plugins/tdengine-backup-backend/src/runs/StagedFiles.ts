import { LoggerService } from '@backstage/backend-plugin-api';
import {
  describeError,
  StorageTarget,
} from 'backstage-plugin-tdengine-backup-node';
import { STRANGE_WORK_KEPT_MS, WorkOwner } from '../jobs/strangeWork';
import { TargetRegistry } from './TargetRegistry';

/** Only folders that are named after a job; what else lies there is somebody else's. */
const JOB_OF_STAGED =
  /^temp\/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\//;

export interface StagedFilesOptions {
  targets: TargetRegistry;
  ownerOf: (jobId: string) => Promise<WorkOwner>;
  logger: LoggerService;
}

/** A folder of staged files that no running job of this portal has. */
interface Left {
  owner: WorkOwner;
  /** When somebody wrote into it last. */
  touchedAt: number;
}

/** What runs that were cut off staged on the targets. */
export class StagedFiles {
  readonly #options: StagedFilesOptions;

  static create(options: StagedFilesOptions): StagedFiles {
    return new StagedFiles(options);
  }

  private constructor(options: StagedFilesOptions) {
    this.#options = options;
  }

  /** Removes what belongs to no running job, on every target that answers. */
  async sweep(signal: AbortSignal): Promise<void> {
    const { targets, logger } = this.#options;
    for (const target of targets.all()) {
      try {
        await this.#sweepTarget(target, signal);
      } catch (error) {
        signal.throwIfAborted();
        logger.warn(
          `Staged files on target '${
            target.name
          }' are looked after later: ${describeError(error)}`,
        );
      }
    }
  }

  async #sweepTarget(
    target: StorageTarget,
    signal: AbortSignal,
  ): Promise<void> {
    const strangeBefore = Date.now() - STRANGE_WORK_KEPT_MS;
    for (const [jobId, left] of await this.#listLeft(target, signal)) {
      const isStrange = left.owner === 'unknown';
      if (isStrange && left.touchedAt >= strangeBefore) {
        continue;
      }
      const folder = `temp/${jobId}/`;
      for await (const { key } of target.list(folder, { signal })) {
        await target.delete(key, { signal });
      }
      await target.removeUnfinished?.(folder, {
        signal,
        before: isStrange ? new Date(strangeBefore) : new Date(),
      });
    }
  }

  async #listLeft(
    target: StorageTarget,
    signal: AbortSignal,
  ): Promise<Map<string, Left>> {
    const found = new Map<string, Left>();
    for await (const { key, modifiedAt } of target.list('temp/', { signal })) {
      const jobId = JOB_OF_STAGED.exec(key)?.[1];
      if (jobId === undefined) {
        continue;
      }
      const left = found.get(jobId) ?? {
        owner: await this.#options.ownerOf(jobId),
        touchedAt: 0,
      };
      left.touchedAt = Math.max(left.touchedAt, modifiedAt.getTime());
      found.set(jobId, left);
    }
    return new Map([...found].filter(([, { owner }]) => owner !== 'active'));
  }
}
