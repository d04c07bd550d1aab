const BY_NAME = new WeakMap<object, ReadonlyMap<string, unknown>>();

/**
 * The first table of that name, without a look at all others each time: definitions have hundreds of thousands, and whoever wrote them
 * may have written more.
 *
 * @param tables - a list that does not change any more
 * @internal
 */
export function findTable<T extends { name: string }>(
  tables: readonly T[],
  name: string,
): T | undefined {
  let byName = BY_NAME.get(tables) as ReadonlyMap<string, T> | undefined;
  if (!byName) {
    // The last of one name stays in a map.
    byName = new Map(
      [...tables].reverse().map((table): [string, T] => [table.name, table]),
    );
    BY_NAME.set(tables, byName);
  }
  return byName.get(name);
}
