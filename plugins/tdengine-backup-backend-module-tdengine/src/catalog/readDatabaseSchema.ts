import pLimit from 'p-limit';
import { TDengineClient } from 'tdengine-client';
import {
  DatabaseSchema,
  NormalTableSchema,
  SuperTableSchema,
  VirtualTableSchema,
} from './DatabaseSchema';
import { readColumns, TableColumns } from './readColumns';
import { DatabaseInfo } from './readDatabases';
import { readVirtualTags } from './readVirtualTags';
import { SuperTableInfo, TableIndex, VirtualTableInfo } from './TableIndex';

const DESCRIBED_AT_ONCE = 4;
/** A reference is a VARCHAR(258); a longer one comes cut. */
const LONGEST_REFERENCE = 256;

/**
 * Reads the definitions of a database, of the tables given.
 *
 * @returns also what could not be read, in words
 * @internal
 */
export async function readDatabaseSchema(
  client: TDengineClient,
  database: DatabaseInfo,
  tables: TableIndex,
  options: { complete: boolean; signal: AbortSignal },
): Promise<{ schema: DatabaseSchema; limitations: string[] }> {
  const limit = pLimit(DESCRIBED_AT_ONCE);
  const describe = (name: string) =>
    limit(() => readColumns(client, database.name, name, options));
  const limitations: string[] = [];
  const superTables = await Promise.all(
    tables.superTables.map(async table =>
      superTableSchema(table, await describe(table.name)),
    ),
  );
  const normalTables = await Promise.all(
    tables.normalTables.map(
      async (table): Promise<NormalTableSchema> => ({
        ...table,
        columns: (await describe(table.name)).columns,
      }),
    ),
  );
  const virtualTables = await Promise.all(
    tables.virtualTables.map(async table =>
      virtualTableSchema(table, await describe(table.name)),
    ),
  );
  const readable = virtualTables.filter(table => {
    const cut = table.columns.some(
      ({ from }) =>
        from !== undefined &&
        Buffer.byteLength(`${from.database}.${from.table}.${from.column}`) >=
          LONGEST_REFERENCE,
    );
    if (cut) {
      limitations.push(
        `Virtual table '${database.name}.${table.name}' refers to a column whose full name is too long for this server to tell; it is not in the backup`,
      );
    }
    return !cut;
  });
  limitations.push(
    ...(await addVirtualTags(
      client,
      database.name,
      superTables,
      readable,
      options,
    )),
  );
  return {
    schema: {
      formatVersion: 1,
      database: database.name,
      complete: options.complete,
      precision: database.precision,
      options: database.options,
      superTables,
      normalTables,
      virtualTables: readable,
    },
    limitations,
  };
}

async function addVirtualTags(
  client: TDengineClient,
  database: string,
  superTables: readonly SuperTableSchema[],
  tables: readonly VirtualTableSchema[],
  options: { signal: AbortSignal },
): Promise<string[]> {
  const limitations: string[] = [];
  for (const { name, tags, virtual } of superTables) {
    const children = tables.filter(({ superTable }) => superTable === name);
    if (!virtual || children.length === 0) {
      continue;
    }
    const read = await readVirtualTags(client, database, name, tags, options);
    limitations.push(...read.limitations);
    for (const child of children) {
      child.tags = read.tags.get(child.name) ?? tags.map(() => null);
    }
  }
  return limitations;
}

function superTableSchema(
  { virtual, ...table }: SuperTableInfo,
  { columns, tags }: TableColumns,
): SuperTableSchema {
  return { ...table, ...(virtual && { virtual }), columns, tags };
}

function virtualTableSchema(
  table: VirtualTableInfo,
  { columns, references }: TableColumns,
): VirtualTableSchema {
  return {
    ...table,
    columns: columns.map(({ name, type }) => {
      const from = references.get(name);
      return { name, type, ...(from && { from }) };
    }),
  };
}
