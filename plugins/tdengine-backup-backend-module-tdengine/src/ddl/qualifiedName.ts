import { InputError } from '@backstage/errors';
import { quoteIdentifier } from 'tdengine-client';
import { describeDeadlyName, isDeadlyName } from './deadlyName';

/**
 * A table with its database, quoted.
 *
 * @throws InputError for a name that ends taosAdapter
 * @internal
 */
export function qualifiedName(database: string, table: string): string {
  if (isDeadlyName(database) || isDeadlyName(table)) {
    throw new InputError(describeDeadlyName(`${database}.${table}`));
  }
  return `${quoteIdentifier(database)}.${quoteIdentifier(table)}`;
}
