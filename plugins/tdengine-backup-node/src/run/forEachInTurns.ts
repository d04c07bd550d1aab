import { inTurns, Steps } from './inTurns';

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
  await inTurns(each(items, action));
}

function* each<T>(items: Iterable<T>, action: (item: T) => void): Steps<void> {
  for (const item of items) {
    action(item);
    yield;
  }
}
