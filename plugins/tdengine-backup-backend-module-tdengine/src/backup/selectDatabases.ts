import { InputError } from '@backstage/errors';
import { TDengineClient } from 'tdengine-client';
import { DatabaseSchema } from '../catalog/DatabaseSchema';
import { readDatabaseSchema } from '../catalog/readDatabaseSchema';
import { DatabaseInfo, readDatabases } from '../catalog/readDatabases';
import { readTableIndex } from '../catalog/readTableIndex';
import { selectTables } from '../catalog/selectTables';
import { TdengineScope, TdengineTableSelection } from '../scope';
import { hasWildcard, NameMatcher } from '../scope/globPattern';

/**
 * A database, or tables of it, that a scope asks for.
 *
 * @internal
 */
export interface SelectedDatabase {
  schema: DatabaseSchema;
  /** Chosen child tables by super table. */
  childTables: ReadonlyMap<string, string[]>;
  limitations: string[];
}

/**
 * Finds what a scope asks for, and reads its definitions.
 *
 * @throws InputError naming what there is not
 * @internal
 */
export async function selectDatabases(
  client: TDengineClient,
  scope: TdengineScope,
  options: { instance: string; signal: AbortSignal },
): Promise<SelectedDatabase[]> {
  const existing = await readDatabases(client, options);
  const selected: SelectedDatabase[] = [];
  for (const { database, tables } of pick(existing, scope, options.instance)) {
    if (database.status !== 'ready') {
      throw new InputError(
        `Database '${database.name}' is ${
          database.status || 'not ready'
        } and cannot be read now; try again when it is ready`,
      );
    }
    const index = await readTableIndex(client, database.name, options);
    const chosen = tables
      ? await selectTables(client, index, tables, options)
      : { ...index, childTables: new Map<string, string[]>() };
    const { childTables, ...list } = chosen;
    const read = await readDatabaseSchema(client, database, list, {
      complete: tables === undefined,
      signal: options.signal,
    });
    selected.push({ ...read, childTables });
  }
  return selected;
}

function pick(
  existing: readonly DatabaseInfo[],
  scope: TdengineScope,
  instance: string,
): Array<{ database: DatabaseInfo; tables?: TdengineTableSelection }> {
  const byName = new Map(existing.map(database => [database.name, database]));
  const matcher = (entries: readonly string[]) =>
    NameMatcher.create(entries, name => byName.has(name));
  const excluded = matcher(scope.exclude ?? []);
  const named = 'all' in scope ? ['*'] : scope.databases ?? [];
  const included = matcher(named);
  const tables = 'all' in scope ? [] : scope.tables ?? [];
  for (const name of [
    ...named.filter(entry => !hasWildcard(entry)),
    ...tables.map(({ database }) => database),
  ]) {
    if (!byName.has(name)) {
      throw new InputError(
        `Instance '${instance}' has no database '${name}', which the scope names`,
      );
    }
  }
  const whole = existing.filter(
    ({ name }) => included.matches(name) && !excluded.matches(name),
  );
  const twice = tables.find(({ database }) =>
    whole.some(({ name }) => name === database),
  );
  if (twice) {
    throw new InputError(
      `Database '${twice.database}' is in the scope as a whole and again by tables`,
    );
  }
  const picked = [
    ...whole.map(database => ({ database })),
    ...tables.map(selection => ({
      database: byName.get(selection.database)!,
      tables: selection,
    })),
  ];
  if (picked.length === 0) {
    throw new InputError(
      `Instance '${instance}' has no database that the scope asks for, so there is nothing to back up`,
    );
  }
  return picked;
}
