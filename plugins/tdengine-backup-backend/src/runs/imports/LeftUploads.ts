import { LoggerService } from '@backstage/backend-plugin-api';
import {
  describeError,
  metadataPath,
  removeBackupSet,
} from 'backstage-plugin-tdengine-backup-node';
import { StoredUpload, UploadStore } from '../../database/UploadStore';
import { TargetRegistry } from '../TargetRegistry';

const AT_ONCE = 20;

export interface LeftUploadsOptions {
  uploads: UploadStore;
  targets: TargetRegistry;
  logger: LoggerService;
}

/** What uploads wrote to targets whose process died, or whose target did not answer when it was to be removed. */
export class LeftUploads {
  readonly #options: LeftUploadsOptions;

  static create(options: LeftUploadsOptions): LeftUploads {
    return new LeftUploads(options);
  }

  private constructor(options: LeftUploadsOptions) {
    this.#options = options;
  }

  /** Removes archives that no manifest makes a backup; what a target does not give up now is tried again. */
  async sweep(signal: AbortSignal): Promise<void> {
    const { uploads, logger } = this.#options;
    for (const upload of await uploads.listLeft(AT_ONCE)) {
      try {
        for (const target of upload.targets) {
          await this.#remove(upload, target, signal);
        }
        await uploads.end(upload.id);
      } catch (error) {
        signal.throwIfAborted();
        logger.warn(
          `What an upload left at '${
            upload.setPrefix
          }' is removed later: ${describeError(error)}`,
        );
      }
    }
  }

  async #remove(
    { setPrefix: prefix, packaging }: StoredUpload,
    targetName: string,
    signal: AbortSignal,
  ): Promise<void> {
    const { targets, logger } = this.#options;
    const target = targets.get(targetName);
    if (await target.stat(metadataPath(prefix, packaging), { signal })) {
      // The database may be the one that is behind: it is never taken for the truth against a complete backup.
      logger.warn(
        `The backup at '${prefix}' on target '${targetName}' is complete, and was not recorded: look for backups there`,
      );
      return;
    }
    await removeBackupSet({
      target,
      location: { prefix, packaging },
      signal,
    });
    logger.info(
      `What an upload left at '${prefix}' on target '${targetName}' is removed`,
    );
  }
}
