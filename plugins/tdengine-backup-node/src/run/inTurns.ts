import { setImmediate } from 'node:timers/promises';

/** How long others wait at most, as long as one step alone does not take longer. */
const TURN_MS = 5;

/**
 * Work that can be interrupted wherever it yields.
 *
 * @internal
 */
export type Steps<T> = Generator<void, T, void>;

/**
 * Does all of it, and lets the process answer others in between.
 *
 * @internal
 */
export async function inTurns<T>(steps: Steps<T>): Promise<T> {
  let end = performance.now() + TURN_MS;
  for (;;) {
    const step = steps.next();
    if (step.done) {
      return step.value;
    }
    if (performance.now() >= end) {
      await setImmediate();
      end = performance.now() + TURN_MS;
    }
  }
}

/**
 * Does all of it at once.
 *
 * @internal
 */
export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) {
      return step.value;
    }
  }
}
