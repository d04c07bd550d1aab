import { quoteString, TDengineClient } from 'tdengine-client';
import { numberOf, queryRecords, textOf } from './queryRecords';
import { TableIndex } from './TableIndex';

/**
 * Lists super tables, normal tables and virtual tables of a database, sorted by name.
 *
 * @internal
 */
export async function readTableIndex(
  client: TDengineClient,
  database: string,
  options: { signal: AbortSignal },
): Promise<TableIndex> {
  const name = quoteString(database);
  const stables = await queryRecords(
    client,
    `SELECT * FROM information_schema.ins_stables WHERE db_name = ${name}`,
    options,
  );
  const tables = await queryRecords(
    client,
    `SELECT table_name, stable_name, \`ttl\`, table_comment, type FROM information_schema.ins_tables ` +
      `WHERE db_name = ${name} AND type <> 'CHILD_TABLE'`,
    options,
  );
  const index: TableIndex = {
    superTables: stables.map(row => {
      const keep = numberOf(row.keep);
      return {
        name: textOf(row.stable_name)!,
        // Servers before 3.3.6 have no virtual tables and no such column.
        virtual: row.isvirtual === true,
        ...commentOf(textOf(row.table_comment)),
        ...(keep !== undefined && keep > 0 && { keepMinutes: keep }),
      };
    }),
    normalTables: [],
    virtualTables: [],
  };
  for (const row of tables) {
    const table = { name: textOf(row.table_name)! };
    const ttl = numberOf(row.ttl);
    switch (textOf(row.type)) {
      case 'NORMAL_TABLE':
        index.normalTables.push({
          ...table,
          ...commentOf(textOf(row.table_comment)),
          ...(ttl && { ttl }),
        });
        break;
      case 'VIRTUAL_NORMAL_TABLE':
        index.virtualTables.push(table);
        break;
      case 'VIRTUAL_CHILD_TABLE':
        index.virtualTables.push({
          ...table,
          superTable: textOf(row.stable_name),
        });
        break;
      default:
    }
  }
  Object.values(index).forEach(list => list.sort(byName));
  return index;
}

function commentOf(comment: string | undefined): { comment?: string } {
  return comment === undefined ? {} : { comment };
}

function byName(a: { name: string }, b: { name: string }): number {
  return a.name < b.name ? -1 : 1;
}
