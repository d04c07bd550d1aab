import { setTimeout as sleep } from 'node:timers/promises';

const FIRST_DELAY_MS = 200;
const LONGEST_DELAY_MS = 10_000;

/**
 * Does something again that failed in a way that may pass, after pauses that double. Only for what may be repeated
 * without harm.
 *
 * @public
 */
export async function retryTransient<T>(
  action: () => Promise<T>,
  options: {
    signal: AbortSignal;
    /** The most tries, the first one included. */
    attempts: number;
    isTransient: (error: unknown) => boolean;
  },
): Promise<T> {
  const { signal, attempts, isTransient } = options;
  for (let attempt = 1; ; attempt++) {
    signal.throwIfAborted();
    try {
      return await action();
    } catch (error) {
      if (signal.aborted || attempt >= attempts || !isTransient(error)) {
        throw error;
      }
    }
    await pauseBeforeRetry(attempt, signal);
  }
}

/**
 * How long to wait after a try that failed, the first being 1: twice as long each time, up to ten seconds, and never all
 * at the same moment.
 *
 * @public
 */
export function retryDelayMs(attempt: number): number {
  const longest = Math.min(
    LONGEST_DELAY_MS,
    FIRST_DELAY_MS * 2 ** (attempt - 1),
  );
  return longest * (0.5 + Math.random() / 2);
}

/**
 * Waits before the next try. Rejects with the signal's reason.
 *
 * @public
 */
export async function pauseBeforeRetry(
  attempt: number,
  signal: AbortSignal,
): Promise<void> {
  try {
    await sleep(retryDelayMs(attempt), undefined, { signal });
  } catch {
    throw signal.reason;
  }
}
