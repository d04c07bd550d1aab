import { setImmediate } from 'node:timers/promises';

/** Some milliseconds of looking names up. */
const ITEMS_A_TURN = 2_000;

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
  let done = 0;
  for (const item of items) {
    action(item);
    if (++done % ITEMS_A_TURN === 0) {
      await setImmediate();
    }
  }
}
