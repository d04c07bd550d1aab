import { createHash } from 'node:crypto';
import { RestorePlanExisting } from 'backstage-plugin-tdengine-backup-node';
import pLimit from 'p-limit';
import { quoteString, TDengineClient } from 'tdengine-client';
import { textOf } from '../catalog/queryRecords';
import { TableIndex } from '../catalog/TableIndex';
import { countRowsOf } from './countRowsOf';
import { readTopics } from './readTopics';

/** Each count is a question of its own, which the server answers from what it keeps in memory. */
const COUNTS_AT_ONCE = 4;

/**
 * What is in a database that would be dropped: tables that the backup does not know count too.
 *
 * @internal
 */
export async function readExistingDatabase(
  client: TDengineClient,
  database: string,
  index: TableIndex,
  options: { signal: AbortSignal },
): Promise<RestorePlanExisting> {
  const names = createHash('sha256');
  const topics = await readTopics(client, database, options);
  const superTables = index.superTables.map(({ name }) => name);
  names.update(JSON.stringify([superTables, topics]));
  const tables = await hashTables(client, database, undefined, names, options);
  const limit = pLimit(COUNTS_AT_ONCE);
  const counts = await Promise.all(
    [
      ...index.superTables.filter(({ virtual }) => !virtual),
      ...index.normalTables,
    ].map(({ name }) =>
      limit(() => countRowsOf(client, database, name, undefined, options)),
    ),
  );
  return {
    tables,
    rows: counts.reduce((sum, rows) => sum + rows, 0),
    digest: names.digest('hex'),
  };
}

/**
 * What is in a super table that would be dropped.
 *
 * @param only - the child tables that would be, where it stays itself
 * @internal
 */
export async function readExistingSuperTable(
  client: TDengineClient,
  table: { database: string; name: string; virtual: boolean },
  only: readonly string[] | undefined,
  options: { signal: AbortSignal },
): Promise<RestorePlanExisting> {
  const { database, name, virtual } = table;
  const names = createHash('sha256');
  const wanted = only && new Set(only);
  const tables = await hashTables(
    client,
    database,
    { superTable: name, only: wanted },
    names,
    options,
  );
  return {
    tables,
    rows: virtual
      ? 0
      : await countRowsOf(client, database, name, only, options),
    digest: names.digest('hex'),
  };
}

/** Returns how many there are. A table that was dropped and made anew has another `uid`. */
async function hashTables(
  client: TDengineClient,
  database: string,
  of: { superTable: string; only?: ReadonlySet<string> } | undefined,
  hash: { update(text: string): unknown },
  options: { signal: AbortSignal },
): Promise<number> {
  const { blocks } = await client.scan(
    `SELECT table_name, stable_name, uid FROM information_schema.ins_tables WHERE db_name = ${quoteString(
      database,
    )}${
      of ? ` AND stable_name = ${quoteString(of.superTable)}` : ''
    } ORDER BY table_name`,
    options,
  );
  let tables = 0;
  for await (const { rows, columns } of blocks) {
    for (let row = 0; row < rows; row++) {
      const [name, superTable, uid] = columns.map(column =>
        textOf(column.value(row)),
      );
      if (!of?.only || of.only.has(name!)) {
        hash.update(JSON.stringify([name, superTable, uid]));
        tables++;
      }
    }
  }
  return tables;
}
