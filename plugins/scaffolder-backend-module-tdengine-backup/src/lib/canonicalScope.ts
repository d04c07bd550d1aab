import { BackupScope } from 'backstage-plugin-tdengine-backup-common';

/**
 * A scope without what makes no difference: order, repetitions and empty lists.
 */
export function canonicalScope(scope: BackupScope): BackupScope {
  return {
    all: scope.all,
    databases: canonicalList(scope.databases),
    exclude: canonicalList(scope.exclude),
    tables: scope.tables
      ?.map(({ database, include, exclude }) => ({
        database,
        include: canonicalList(include) ?? [],
        exclude: canonicalList(exclude),
      }))
      .sort((left, right) => (left.database < right.database ? -1 : 1)),
  };
}

function canonicalList(
  values: readonly string[] | undefined,
): string[] | undefined {
  return values && values.length > 0 ? [...new Set(values)].sort() : undefined;
}
