import { quoteIdentifier, quoteString, TDengineClient } from 'tdengine-client';

/** Rows per child table; none where there is no such database. */
export async function countRows(
  client: TDengineClient,
  database: string,
): Promise<Map<string, number>> {
  const { rows: superTables } = await client.query(
    `SELECT stable_name FROM information_schema.ins_stables WHERE db_name = ${quoteString(
      database,
    )}`,
  );
  const counts = new Map<string, number>();
  for (const [superTable] of superTables) {
    const { rows } = await client.query(
      `SELECT tbname, COUNT(*) FROM ${quoteIdentifier(
        database,
      )}.${quoteIdentifier(String(superTable))} PARTITION BY tbname`,
    );
    for (const [name, count] of rows) {
      counts.set(String(name), Number(count));
    }
  }
  return counts;
}
