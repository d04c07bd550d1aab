import { DatabaseSchema } from '../catalog/DatabaseSchema';

interface Named {
  name: string;
}

/**
 * What was created, dropped or altered in a database while it was read, in words. Child tables are not in it: the second
 * table list takes care of them.
 *
 * @internal
 */
export function compareSchemas(
  before: DatabaseSchema,
  after: DatabaseSchema,
): string[] {
  const { database } = before;
  return [
    ...compare('Super table', database, before.superTables, after.superTables),
    ...compare('Table', database, before.normalTables, after.normalTables),
    ...compare(
      'Virtual table',
      database,
      before.virtualTables,
      after.virtualTables,
    ),
  ];
}

/**
 * What was created in a database while it was read, in words.
 *
 * @internal
 */
export function createdSince(
  before: DatabaseSchema,
  after: {
    superTables: readonly Named[];
    normalTables: readonly Named[];
    virtualTables: readonly Named[];
  },
): string[] {
  const kinds = [
    ['Super table', before.superTables, after.superTables],
    ['Table', before.normalTables, after.normalTables],
    ['Virtual table', before.virtualTables, after.virtualTables],
  ] as const;
  return kinds.flatMap(([kind, had, has]) => {
    const known = new Set(had.map(({ name }) => name));
    return has
      .filter(({ name }) => !known.has(name))
      .map(
        ({ name }) =>
          `${kind} '${before.database}.${name}' was created while the backup ran and is not in it`,
      );
  });
}

function compare(
  kind: string,
  database: string,
  before: readonly Named[],
  after: readonly Named[],
): string[] {
  const now = new Map(after.map(table => [table.name, JSON.stringify(table)]));
  return before.flatMap(table => {
    const found = now.get(table.name);
    if (found === undefined) {
      return `${kind} '${database}.${table.name}' was dropped while the backup ran; it holds what had been read before`;
    }
    return found === JSON.stringify(table)
      ? []
      : `${kind} '${database}.${table.name}' was altered while the backup ran; it holds the definition from before, and of columns added since no values`;
  });
}
