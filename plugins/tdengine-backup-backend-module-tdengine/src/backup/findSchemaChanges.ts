import { TDengineClient } from 'tdengine-client';
import { DatabaseSchema } from '../catalog/DatabaseSchema';
import { readDatabaseSchema } from '../catalog/readDatabaseSchema';
import { findDatabase } from '../catalog/readDatabases';
import { readTableIndex } from '../catalog/readTableIndex';
import { TableIndex } from '../catalog/TableIndex';
import { compareSchemas, createdSince } from './compareSchemas';

/**
 * Looks once more at the definitions of a database that was read, and says what changed meanwhile.
 *
 * @internal
 */
export async function findSchemaChanges(
  client: TDengineClient,
  before: DatabaseSchema,
  options: { signal: AbortSignal },
): Promise<string[]> {
  const { database } = before;
  const info = await findDatabase(client, database, options);
  if (!info) {
    return [`Database '${database}' was dropped while the backup ran`];
  }
  const index = await readTableIndex(client, database, options);
  const { schema } = await readDatabaseSchema(
    client,
    info,
    onlyKnown(index, before),
    { ...options, complete: before.complete },
  );
  return [
    // Of chosen tables, those that were not chosen are not missing.
    ...(before.complete ? createdSince(before, index) : []),
    ...compareSchemas(before, schema),
  ];
}

function onlyKnown(index: TableIndex, before: DatabaseSchema): TableIndex {
  const pick = <T extends { name: string }>(
    tables: readonly T[],
    known: ReadonlyArray<{ name: string }>,
  ) => {
    const names = new Set(known.map(({ name }) => name));
    return tables.filter(({ name }) => names.has(name));
  };
  return {
    superTables: pick(index.superTables, before.superTables),
    normalTables: pick(index.normalTables, before.normalTables),
    virtualTables: pick(index.virtualTables, before.virtualTables),
  };
}
