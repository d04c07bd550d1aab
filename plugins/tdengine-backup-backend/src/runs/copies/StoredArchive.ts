import { Readable } from 'node:stream';
import { LoggerService } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import {
  ByteRange,
  describeError,
  StorageTarget,
  toReadable,
} from 'backstage-plugin-tdengine-backup-node';
import { StoredBackup, StoredCopy } from '../../database/backupRows';
import { TargetRegistry } from '../TargetRegistry';
import { failoverStream } from './failoverStream';

interface ArchiveCopy {
  target: StorageTarget;
  key: string;
}

/**
 * The archive of a backup as it lies in storage: read from the nearest copy, and read on in the next where that breaks
 * off. Archives of two copies are the same file where they have the same SHA-256, and not read as one otherwise.
 */
export class StoredArchive {
  /** For messages. */
  readonly name: string;
  readonly size: number;
  readonly sha256: string | undefined;
  readonly #copies: ArchiveCopy[];
  readonly #warn: (target: string, error: unknown) => void;

  /**
   * The one of the nearest copy that is there.
   *
   * @param options - `copies`: the nearest first
   */
  static async find(options: {
    backup: StoredBackup;
    copies: readonly StoredCopy[];
    targets: TargetRegistry;
    logger: LoggerService;
    signal: AbortSignal;
  }): Promise<StoredArchive> {
    const { backup, copies, targets, logger, signal } = options;
    const warn = (target: string, error: unknown) =>
      logger.warn(
        `The file of backup '${
          backup.name
        }' on target '${target}' is not read any further: ${describeError(
          error,
        )}`,
      );
    let cause: unknown;
    for (const [index, copy] of copies.entries()) {
      try {
        const target = targets.ofCopy(copy);
        const stat = await target.stat(copy.location, { signal });
        if (!stat) {
          throw new NotFoundError(
            `The file of backup '${backup.name}' is missing on target '${target.name}': ${copy.location}`,
          );
        }
        const same = copies
          .slice(index)
          .filter(
            other =>
              other === copy ||
              (copy.sha256 !== undefined &&
                other.sha256 === copy.sha256 &&
                targets.has(other.target)),
          );
        return new StoredArchive({
          name: copy.location,
          size: stat.size,
          sha256: copy.sha256,
          copies: same.map(other => ({
            target: targets.get(other.target),
            key: other.location,
          })),
          warn,
        });
      } catch (error) {
        signal.throwIfAborted();
        warn(copy.target, error);
        cause ??= error;
      }
    }
    throw cause;
  }

  private constructor(options: {
    name: string;
    size: number;
    sha256: string | undefined;
    copies: ArchiveCopy[];
    warn: (target: string, error: unknown) => void;
  }) {
    this.name = options.name;
    this.size = options.size;
    this.sha256 = options.sha256;
    this.#copies = options.copies;
    this.#warn = options.warn;
  }

  async read(options: {
    signal: AbortSignal;
    range?: ByteRange;
  }): Promise<Readable> {
    const { signal } = options;
    const { start, end } = options.range ?? { start: 0, end: this.size };
    const left = [...this.#copies];
    const goOn = async (position: number, error?: unknown) => {
      let cause = error;
      for (let copy = left[0]; copy; copy = left[0]) {
        try {
          return await copy.target.read(copy.key, {
            signal,
            // All of it is not asked for as a range: not every target has them.
            ...((position > 0 || end < this.size) && {
              range: { start: position, end },
            }),
          });
        } catch (failure) {
          signal.throwIfAborted();
          cause ??= failure;
          this.#warn(copy.target.name, failure);
          left.shift();
        }
      }
      throw cause;
    };
    const stream = failoverStream({
      content: await goOn(start),
      position: start,
      end,
      signal,
      goOn: (position, error) => {
        const [failed] = left.splice(0, 1);
        this.#warn(failed.target.name, error);
        return goOn(position, error);
      },
    });
    return toReadable(stream, signal);
  }
}
