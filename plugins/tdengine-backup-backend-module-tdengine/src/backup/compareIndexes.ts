import { TableIndex } from '../catalog/TableIndex';
import { DatabaseSchema } from '../catalog/DatabaseSchema';

/**
 * What was created or dropped in a database while it was read, in words. Child tables are not in it: the second table
 * list takes care of them.
 *
 * @internal
 */
export function compareIndexes(
  schema: DatabaseSchema,
  now: TableIndex,
): string[] {
  const { database } = schema;
  const kinds: Array<[string, Named[], Named[]]> = [
    ['Super table', schema.superTables, now.superTables],
    ['Table', schema.normalTables, now.normalTables],
    ['Virtual table', schema.virtualTables, now.virtualTables],
  ];
  return kinds.flatMap(([kind, before, after]) => {
    const had = new Set(before.map(({ name }) => name));
    const has = new Set(after.map(({ name }) => name));
    const created = schema.complete
      ? after.filter(({ name }) => !had.has(name))
      : [];
    const dropped = before.filter(({ name }) => !has.has(name));
    return [
      ...created.map(
        ({ name }) =>
          `${kind} '${database}.${name}' was created while the backup ran and is not in it`,
      ),
      ...dropped.map(
        ({ name }) =>
          `${kind} '${database}.${name}' was dropped while the backup ran; it holds what had been read before`,
      ),
    ];
  });
}

interface Named {
  name: string;
}
