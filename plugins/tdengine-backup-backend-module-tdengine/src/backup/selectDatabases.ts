import { InputError } from '@backstage/errors';
import { TDengineClient } from 'tdengine-client';
import { DatabaseSchema } from '../catalog/DatabaseSchema';
import { readDatabaseSchema } from '../catalog/readDatabaseSchema';
import { DatabaseInfo, readDatabases } from '../catalog/readDatabases';
import { readTableIndex } from '../catalog/readTableIndex';
import { SelectedTables, selectTables } from '../catalog/selectTables';
import { TableIndex } from '../catalog/TableIndex';
import { TdengineScope, TdengineTableSelection } from '../scope';
import { splitExclusions } from '../scope/exclusions';
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
  for (const picked of pick(existing, scope, options.instance)) {
    const { database, tables } = picked;
    if (database.status !== 'ready') {
      throw new InputError(
        `Database '${database.name}' is ${
          database.status || 'not ready'
        } and cannot be read now; try again when it is ready`,
      );
    }
    const index = await readTableIndex(client, database.name, options);
    const chosen = await chooseTables(client, index, picked, options);
    const { childTables, ...list } = chosen;
    const read = await readDatabaseSchema(client, database, list, {
      complete: tables === undefined && isEverything(chosen, index),
      signal: options.signal,
    });
    selected.push({ ...read, childTables });
  }
  return selected;
}

/** A database that a scope asks for, as a whole unless tables of it are chosen. */
interface PickedDatabase {
  database: DatabaseInfo;
  tables?: TdengineTableSelection;
  /** Tables to leave out. */
  exclude: string[];
}

async function chooseTables(
  client: TDengineClient,
  index: TableIndex,
  { database, tables, exclude }: PickedDatabase,
  options: { signal: AbortSignal },
): Promise<SelectedTables> {
  if (tables === undefined && exclude.length === 0) {
    return { ...index, childTables: new Map() };
  }
  const selection = {
    database: database.name,
    include: tables?.include,
    exclude: [...(tables?.exclude ?? []), ...exclude],
  };
  return selectTables(client, index, selection, options);
}

/** A database is complete as well where nothing in it was left out. */
function isEverything(chosen: SelectedTables, index: TableIndex): boolean {
  return (
    chosen.childTables.size === 0 &&
    chosen.superTables.length === index.superTables.length &&
    chosen.normalTables.length === index.normalTables.length &&
    chosen.virtualTables.length === index.virtualTables.length
  );
}

function pick(
  existing: readonly DatabaseInfo[],
  scope: TdengineScope,
  instance: string,
): PickedDatabase[] {
  const byName = new Map(existing.map(database => [database.name, database]));
  const matcher = (entries: readonly string[]) =>
    NameMatcher.create(entries, name => byName.has(name));
  const exclusions = splitExclusions(scope.exclude ?? []);
  const excluded = matcher(exclusions.databases);
  const excludedFrom = (name: string) =>
    exclusions.tables
      .filter(({ database }) => matcher([database]).matches(name))
      .map(({ table }) => table);
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
    ...whole.map(database => ({
      database,
      exclude: excludedFrom(database.name),
    })),
    ...tables.map(selection => ({
      database: byName.get(selection.database)!,
      tables: selection,
      exclude: excludedFrom(selection.database),
    })),
  ];
  if (picked.length === 0) {
    throw new InputError(
      `Instance '${instance}' has no database that the scope asks for, so there is nothing to back up`,
    );
  }
  return picked;
}
