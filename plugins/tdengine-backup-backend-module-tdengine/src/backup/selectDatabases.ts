import { InputError } from '@backstage/errors';
import { TDengineClient } from 'tdengine-client';
import { DatabaseSchema } from '../catalog/DatabaseSchema';
import { readDatabaseSchema } from '../catalog/readDatabaseSchema';
import { DatabaseInfo, readDatabases } from '../catalog/readDatabases';
import { readTableIndex } from '../catalog/readTableIndex';
import { SelectedTables, selectTables } from '../catalog/selectTables';
import { TableIndex } from '../catalog/TableIndex';
import { TdengineScope } from '../scope';
import { hasWildcard } from '../scope/globPattern';
import { DatabaseMatch, matchDatabases } from '../scope/matchDatabases';

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

/** A database that a scope asks for, with what the server says of it. */
interface PickedDatabase extends Omit<DatabaseMatch, 'database'> {
  database: DatabaseInfo;
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
  const named = 'all' in scope ? [] : scope.databases ?? [];
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
  const picked = matchDatabases(scope, [...byName.keys()]);
  const seen = new Set<string>();
  for (const { database } of picked) {
    if (seen.has(database)) {
      throw new InputError(
        `Database '${database}' is in the scope as a whole and again by tables`,
      );
    }
    seen.add(database);
  }
  if (picked.length === 0) {
    throw new InputError(
      `Instance '${instance}' has no database that the scope asks for, so there is nothing to back up`,
    );
  }
  return picked.map(match => ({
    ...match,
    database: byName.get(match.database)!,
  }));
}
