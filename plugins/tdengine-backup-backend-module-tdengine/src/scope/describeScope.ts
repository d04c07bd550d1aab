import { hasWildcard } from './globPattern';
import { TdengineScope } from './TdengineScope';

const LISTED = 3;

/**
 * A scope in words, and the databases it names. Patterns are not names: what they match is known once a backup has
 * looked.
 *
 * @public
 */
export function describeScope(scope: TdengineScope): {
  summary: string;
  databases: string[];
} {
  if ('all' in scope) {
    const but = scope.exclude ? ` but ${listed(scope.exclude)}` : '';
    return { summary: `All databases${but}`, databases: [] };
  }
  const { databases = [], exclude = [], tables = [] } = scope;
  const parts: string[] = [];
  const ofTables =
    databases.length === 0 && exclude.length > 0
      ? ` but ${listed(exclude)}`
      : '';
  if (databases.length > 0) {
    const noun = databases.length === 1 ? 'Database' : 'Databases';
    const but = exclude.length > 0 ? ` but ${listed(exclude)}` : '';
    parts.push(`${noun} ${listed(databases)}${but}`);
  }
  for (const { database, include, exclude: without = [] } of tables) {
    const noun = include.length === 1 ? 'Table' : 'Tables';
    const but = without.length > 0 ? ` but ${listed(without)}` : '';
    parts.push(`${noun} ${listed(include)}${but} of ${database}`);
  }
  return {
    summary: `${parts.join('; ')}${ofTables}`,
    databases: [
      ...new Set([
        ...databases.filter(name => !hasWildcard(name)),
        ...tables.map(({ database }) => database),
      ]),
    ].sort(),
  };
}

function listed(names: readonly string[]): string {
  return names.length > LISTED + 1
    ? `${names.slice(0, LISTED).join(', ')} and ${names.length - LISTED} more`
    : names.join(', ');
}
