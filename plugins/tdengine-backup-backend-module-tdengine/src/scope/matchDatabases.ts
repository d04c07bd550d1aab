import { splitExclusions } from './exclusions';
import { NameMatcher } from './globPattern';
import { TdengineScope, TdengineTableSelection } from './TdengineScope';

/**
 * A database that a scope asks for, as a whole unless tables of it are chosen.
 *
 * @internal
 */
export interface DatabaseMatch {
  database: string;
  tables?: TdengineTableSelection;
  /** Tables to leave out, names or patterns. */
  exclude: string[];
}

/**
 * What a scope asks for of the databases that there are: those it takes as a whole, then those it takes tables of. One
 * that it takes both ways is there twice; names of databases that there are not are left to the caller.
 *
 * @internal
 */
export function matchDatabases(
  scope: TdengineScope,
  existing: readonly string[],
): DatabaseMatch[] {
  const names = new Set(existing);
  const matcher = (entries: readonly string[]) =>
    NameMatcher.create(entries, name => names.has(name));
  const exclusions = splitExclusions(scope.exclude ?? []);
  const excluded = matcher(exclusions.databases);
  const tableExclusions = exclusions.tables.map(({ database, table }) => ({
    databases: matcher([database]),
    table,
  }));
  const included = matcher('all' in scope ? ['*'] : scope.databases ?? []);
  const tables = 'all' in scope ? [] : scope.tables ?? [];
  const complete = (
    match: Pick<DatabaseMatch, 'database' | 'tables'>,
  ): DatabaseMatch => ({
    ...match,
    exclude: tableExclusions
      .filter(({ databases }) => databases.matches(match.database))
      .map(({ table }) => table),
  });
  return [
    ...existing
      .filter(name => included.matches(name) && !excluded.matches(name))
      .map(database => complete({ database })),
    ...tables
      .filter(({ database }) => names.has(database))
      .map(selection =>
        complete({ database: selection.database, tables: selection }),
      ),
  ];
}
