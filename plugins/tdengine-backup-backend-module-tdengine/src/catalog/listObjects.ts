import { NotFoundError } from '@backstage/errors';
import { SourceObject } from 'backstage-plugin-tdengine-backup-node';
import pLimit from 'p-limit';
import { quoteString, TDengineClient } from 'tdengine-client';
import { isDeadlyName } from '../ddl/deadlyName';
import { qualifiedName } from '../ddl/qualifiedName';
import { findDatabase, readDatabases } from './readDatabases';
import { readDiskUsage } from './readDiskUsage';
import { readTableIndex } from './readTableIndex';

/** Counting is quick, but asking thousands of times is not. */
const MOST_COUNTED = 200;
const COUNTED_AT_ONCE = 4;

/**
 * The databases of a server, or the tables of one database.
 *
 * @throws NotFoundError where there is no such database
 * @internal
 */
export async function listObjects(
  client: TDengineClient,
  options: { database?: string; signal: AbortSignal },
): Promise<SourceObject[]> {
  const { database, signal } = options;
  // The database stays out of the options of queries: it would be the current one, which has to exist.
  return database === undefined
    ? listDatabases(client, { signal })
    : listTables(client, database, { signal });
}

async function listDatabases(
  client: TDengineClient,
  options: { signal: AbortSignal },
): Promise<SourceObject[]> {
  const databases = await readDatabases(client, options);
  const usage = await readDiskUsage(client, options);
  const counts = await countTables(client, options);
  return databases.map(({ name, precision, status, ...info }) => {
    const sizeBytes = usage.get(name);
    return {
      kind: 'database',
      database: name,
      tableCount: counts.get(name) ?? 0,
      ...(sizeBytes !== undefined && { sizeBytes }),
      details: {
        precision,
        status,
        keep: info.options.keep ?? null,
        vgroups: info.options.vgroups ?? null,
        replica: info.options.replica ?? null,
      },
    };
  });
}

async function listTables(
  client: TDengineClient,
  database: string,
  options: { signal: AbortSignal },
): Promise<SourceObject[]> {
  if (!(await findDatabase(client, database, options))) {
    throw new NotFoundError(`There is no database '${database}'`);
  }
  const index = await readTableIndex(client, database, options);
  const children = await countChildren(client, database, options);
  const limit = pLimit(COUNTED_AT_ONCE);
  const counted = new Set(
    [
      ...index.superTables.filter(({ virtual }) => !virtual),
      ...index.normalTables,
    ]
      .filter(({ name }) => !isDeadlyName(database) && !isDeadlyName(name))
      .slice(0, MOST_COUNTED)
      .map(({ name }) => name),
  );
  const rowCountOf = async (name: string) =>
    counted.has(name)
      ? {
          rowCount: await limit(() =>
            countRows(client, database, name, options),
          ),
        }
      : {};
  return Promise.all([
    ...index.superTables.map(
      async ({ name, virtual, comment }): Promise<SourceObject> => ({
        kind: 'superTable',
        database,
        name,
        tableCount: children.get(name) ?? 0,
        ...(await rowCountOf(name)),
        details: { virtual, ...(comment !== undefined && { comment }) },
      }),
    ),
    ...index.normalTables.map(
      async ({ name, comment }): Promise<SourceObject> => ({
        kind: 'normalTable',
        database,
        name,
        ...(await rowCountOf(name)),
        ...(comment !== undefined && { details: { comment } }),
      }),
    ),
    ...index.virtualTables.map(
      async ({ name, superTable }): Promise<SourceObject> => ({
        kind: 'virtualTable',
        database,
        name,
        ...(superTable !== undefined && { details: { superTable } }),
      }),
    ),
  ]);
}

/** The number in `ins_databases` lags behind. */
async function countTables(
  client: TDengineClient,
  options: { signal: AbortSignal },
): Promise<Map<string, number>> {
  const { rows } = await client.query(
    'SELECT db_name, COUNT(*) FROM information_schema.ins_tables GROUP BY db_name',
    options,
  );
  return new Map(rows.map(([name, count]) => [String(name), Number(count)]));
}

async function countChildren(
  client: TDengineClient,
  database: string,
  options: { signal: AbortSignal },
): Promise<Map<string, number>> {
  const { rows } = await client.query(
    `SELECT stable_name, COUNT(*) FROM information_schema.ins_tables WHERE db_name = ${quoteString(
      database,
    )} AND stable_name IS NOT NULL GROUP BY stable_name`,
    options,
  );
  return new Map(rows.map(([name, count]) => [String(name), Number(count)]));
}

async function countRows(
  client: TDengineClient,
  database: string,
  table: string,
  options: { signal: AbortSignal },
): Promise<number> {
  const { rows } = await client.query(
    `SELECT COUNT(*) FROM ${qualifiedName(database, table)}`,
    options,
  );
  return Number(rows[0]?.[0] ?? 0);
}
