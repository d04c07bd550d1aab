import { quoteIdentifier } from 'tdengine-client';

/**
 * A table with its database, quoted.
 *
 * @internal
 */
export function qualifiedName(database: string, table: string): string {
  return `${quoteIdentifier(database)}.${quoteIdentifier(table)}`;
}
