import { setTimeout as sleep } from 'node:timers/promises';
import { isTransient } from './isTransient';

const LONGEST_DELAY_MS = 10_000;

/**
 * Options of {@link retryTransient}.
 *
 * @public
 */
export interface RetryOptions {
  /** Ends the waiting between attempts. */
  signal?: AbortSignal;
  /** How often to try at most, the first time included; 5 by default. */
  attempts?: number;
  /** Delay before the second attempt, doubled before each further one; 200 ms by default. */
  baseDelayMs?: number;
}

/**
 * Runs a function again while it fails with a transient error, see {@link isTransient}. The function must be safe to run
 * twice.
 *
 * @throws the last error, or the signal's reason
 * @public
 */
export async function retryTransient<T>(
  run: () => Promise<T>,
  options?: RetryOptions,
): Promise<T> {
  const { signal, attempts = 5, baseDelayMs = 200 } = options ?? {};
  for (let attempt = 1; ; attempt++) {
    signal?.throwIfAborted();
    try {
      return await run();
    } catch (error) {
      if (attempt >= attempts || !isTransient(error)) {
        throw error;
      }
    }
    const delay = Math.min(baseDelayMs * 2 ** (attempt - 1), LONGEST_DELAY_MS);
    // Jitter, so that workers which failed together do not come back together.
    await sleep(delay * (0.5 + Math.random() / 2), undefined, { signal }).catch(
      () => signal?.throwIfAborted(),
    );
  }
}
