import { setImmediate } from 'node:timers/promises';

/** How long others wait at most, as long as one item alone does not take longer. */
const TURN_MS = 5;

/**
 * Does something with each of many items, and lets the process answer others in between: a hundred thousand tables at
 * once would keep them waiting.
 *
 * @param items - must not change meanwhile
 * @public
 */
export async function forEachInTurns<T>(
  items: Iterable<T>,
  action: (item: T) => void,
): Promise<void> {
  let end = performance.now() + TURN_MS;
  for (const item of items) {
    action(item);
    if (performance.now() >= end) {
      await setImmediate();
      end = performance.now() + TURN_MS;
    }
  }
}
