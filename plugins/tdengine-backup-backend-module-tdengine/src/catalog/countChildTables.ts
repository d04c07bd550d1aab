import { quoteString, TDengineClient } from 'tdengine-client';

/**
 * How many child tables a super table has.
 *
 * @internal
 */
export async function countChildTables(
  client: TDengineClient,
  database: string,
  superTable: string,
  options: { signal: AbortSignal },
): Promise<number> {
  const { rows } = await client.query(
    `SELECT COUNT(*) FROM information_schema.ins_tables WHERE db_name = ${quoteString(
      database,
    )} AND stable_name = ${quoteString(superTable)}`,
    options,
  );
  return Number(rows[0]?.[0] ?? 0);
}
