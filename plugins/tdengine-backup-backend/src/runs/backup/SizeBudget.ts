import { CustomErrorBase } from '@backstage/errors';
import { formatBytes } from '../formatBytes';

/** The backup grew beyond what is allowed. */
export class SizeLimitError extends CustomErrorBase {
  name = 'SizeLimitError' as const;
}

/** The stored bytes that a backup may take, shared by all that write it. */
export class SizeBudget {
  readonly #limit: number;
  #used: number;

  static create(options: { limit: number; used: number }): SizeBudget {
    return new SizeBudget(options.limit, options.used);
  }

  private constructor(limit: number, used: number) {
    this.#limit = limit;
    this.#used = used;
  }

  get used(): number {
    return this.#used;
  }

  /** Throws a SizeLimitError when it is used up. */
  take(bytes: number): void {
    this.#used += bytes;
    if (this.#used > this.#limit) {
      throw new SizeLimitError(
        `The backup is larger than its limit of ${formatBytes(
          this.#limit,
        )}; choose less of the data, or raise the limit: that of this backup, or 'tdengineBackup.sizeLimit' in the configuration, which bounds it`,
      );
    }
  }

  giveBack(bytes: number): void {
    this.#used -= bytes;
  }
}
