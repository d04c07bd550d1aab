import { setTimeout as sleep } from 'node:timers/promises';
import { ServiceUnavailableError } from '@backstage/errors';

/** Each takes its size of a disk that backups need as well. */
const AT_ONCE = 2;
const RETRY_AFTER_SECONDS = 60;
/** For those under way to remove what they wrote. */
const STOP_PATIENCE_MS = 10_000;

/** How many archives this process takes in at once, one of each caller, and what ends them when it stops. */
export class UploadSlots {
  readonly #stopping = new AbortController();
  /** With whose they are. */
  readonly #running = new Map<Promise<unknown>, string>();

  static create(): UploadSlots {
    return new UploadSlots();
  }

  private constructor() {}

  /**
   * Throws a ServiceUnavailableError with `retryAfterSeconds` where no more fits, or the caller has one under way, one
   * without where the process stops, and the reason of the signal where that ended the work.
   */
  async use<T>(
    callerRef: string,
    signal: AbortSignal,
    work: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    if ([...this.#running.values()].includes(callerRef)) {
      throw busy(
        'An archive of yours is being taken in at this moment; send this one when that is done',
      );
    }
    if (this.#running.size >= AT_ONCE) {
      throw busy(
        `${AT_ONCE} archives are being taken in at this moment; send it again when one of them is done`,
      );
    }
    const ended = AbortSignal.any([signal, this.#stopping.signal]);
    ended.throwIfAborted();
    const run = work(ended);
    this.#running.set(run, callerRef);
    try {
      return await run;
    } catch (error) {
      throw ended.aborted ? ended.reason : error;
    } finally {
      this.#running.delete(run);
    }
  }

  /** Ends what is under way, and takes no more. */
  async stop(): Promise<void> {
    this.#stopping.abort(
      new ServiceUnavailableError(
        'The portal is being stopped; send the archive again when it is back',
      ),
    );
    const patience = new AbortController();
    await Promise.race([
      Promise.allSettled(this.#running.keys()),
      sleep(STOP_PATIENCE_MS, undefined, { signal: patience.signal }).catch(
        () => {},
      ),
    ]);
    patience.abort();
  }
}

function busy(message: string): ServiceUnavailableError {
  return Object.assign(new ServiceUnavailableError(message), {
    retryAfterSeconds: RETRY_AFTER_SECONDS,
  });
}
