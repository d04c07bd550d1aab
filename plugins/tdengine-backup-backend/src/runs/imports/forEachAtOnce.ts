/**
 * Does something with each item as it comes, with so many at once. What is thrown ends it, when those that are under way have
 * ended.
 */
export async function forEachAtOnce<T>(
  items: AsyncIterable<T>,
  most: number,
  action: (item: T) => Promise<void>,
): Promise<void> {
  const underWay = new Set<Promise<void>>();
  const failures: unknown[] = [];
  for await (const item of items) {
    const done: Promise<void> = action(item)
      .catch(error => void failures.push(error))
      .then(() => void underWay.delete(done));
    underWay.add(done);
    if (underWay.size >= most) {
      await Promise.race(underWay);
    }
    if (failures.length > 0) {
      break;
    }
  }
  await Promise.all(underWay);
  if (failures.length > 0) {
    throw failures[0];
  }
}
