import { quoteIdentifier, quoteString } from 'tdengine-client';
import { RestReader } from './RestReader';

/** A table with columns of its own, as plain questions over REST tell. */
export interface RestTable {
  name: string;
  kind: 'superTable' | 'normalTable' | 'virtualTable' | 'virtualSuperTable';
  /** In their order, the primary timestamp first. */
  columns: Array<{ name: string; type: string; key: boolean }>;
}

/** Super, normal and virtual tables of a database, by name. */
export async function readRestTables(
  rest: RestReader,
  database: string,
): Promise<RestTable[]> {
  const where = `WHERE db_name = ${quoteString(database)}`;
  const superTables = await rest.rows(
    `SELECT stable_name, isvirtual FROM information_schema.ins_stables ${where} ORDER BY stable_name`,
  );
  const tables = await rest.rows(
    `SELECT table_name, type FROM information_schema.ins_tables ${where} AND type <> 'CHILD_TABLE' ORDER BY table_name`,
  );
  const found: Array<Pick<RestTable, 'name' | 'kind'>> = [
    ...superTables.map(([name, virtual]) => ({
      name: String(name),
      kind: virtual ? ('virtualSuperTable' as const) : ('superTable' as const),
    })),
    ...tables.map(([name, type]) => ({
      name: String(name),
      kind:
        type === 'NORMAL_TABLE'
          ? ('normalTable' as const)
          : ('virtualTable' as const),
    })),
  ];
  const result: RestTable[] = [];
  for (const table of found) {
    const described = await rest.rows(
      `DESCRIBE ${quoteIdentifier(database)}.${quoteIdentifier(table.name)}`,
    );
    result.push({
      ...table,
      columns: described
        .filter(([, , , note]) => note !== 'TAG')
        .map(([name, type, , note]) => ({
          name: String(name),
          type: String(type),
          key: note === 'COMPOSITE KEY',
        })),
    });
  }
  return result;
}
