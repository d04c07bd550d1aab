import { quoteIdentifier, TDengineClient } from 'tdengine-client';
import { countRows } from '../runs/countRows';
import { BENCH_PREFIX, DataSet, DataShape } from './DataSet';

/** The database of a data set; another one where it is scaled, so that a quick try leaves the whole data alone. */
export function databaseOf(data: DataSet, scale: number): string {
  const scaled = scale === 1 ? '' : `_x${scale}`;
  return `${BENCH_PREFIX}${data.name}${scaled}`.replaceAll(/[^\w]/g, '_');
}

/** Makes the data where they are not there yet, and returns the name of their database. */
export async function ensureData(
  client: TDengineClient,
  data: DataSet,
  scale: number,
  log: (line: string) => void,
): Promise<{ database: string; shape: DataShape }> {
  const database = databaseOf(data, scale);
  const shape = data.shape(scale);
  if (await fits(client, database, shape)) {
    return { database, shape };
  }
  log(`Making ${data.title} …`);
  await data.make({ client, database, shape, log });
  if (!(await fits(client, database, shape))) {
    throw new Error(
      `'${database}' has not the ${shape.rows} rows in ${shape.tables} tables that were to be made: does the configuration of taosBenchmark name another server than TDENGINE_URL?`,
    );
  }
  // Rows still in the server's memory would be read faster by whoever comes first.
  await client.execute(`FLUSH DATABASE ${quoteIdentifier(database)}`);
  return { database, shape };
}

async function fits(
  client: TDengineClient,
  database: string,
  shape: DataShape,
): Promise<boolean> {
  const counts = await countRows(client, database);
  const rows = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return counts.size === shape.tables && rows === shape.rows;
}

/** Drops what the benchmark made, now or earlier. */
export async function dropData(client: TDengineClient): Promise<string[]> {
  const { rows } = await client.query(
    'SELECT name FROM information_schema.ins_databases',
  );
  const names = rows
    .map(([name]) => String(name))
    .filter(name => name.startsWith(BENCH_PREFIX));
  for (const name of names) {
    await client.execute(`DROP DATABASE IF EXISTS ${quoteIdentifier(name)}`);
  }
  return names;
}
