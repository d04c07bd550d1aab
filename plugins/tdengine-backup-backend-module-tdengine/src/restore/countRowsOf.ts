import { TDengineClient } from 'tdengine-client';
import { tableCondition } from '../backup/scanStatement';
import { qualifiedName } from '../ddl/qualifiedName';

const NAMES_PER_QUERY = 500;

/**
 * How many rows a table has now.
 *
 * @param only - child tables that count; all when absent
 * @internal
 */
export async function countRowsOf(
  client: TDengineClient,
  database: string,
  table: string,
  only: readonly string[] | undefined,
  options: { signal: AbortSignal },
): Promise<number> {
  const from = `SELECT COUNT(*) FROM ${qualifiedName(database, table)}`;
  let total = 0;
  for (const condition of conditionsOf(only)) {
    const { rows } = await client.query(`${from}${condition}`, options);
    total += Number(rows[0]?.[0] ?? 0);
  }
  return total;
}

function conditionsOf(only: readonly string[] | undefined): string[] {
  if (!only) {
    return [''];
  }
  const conditions: string[] = [];
  for (let start = 0; start < only.length; start += NAMES_PER_QUERY) {
    const names = only.slice(start, start + NAMES_PER_QUERY);
    conditions.push(` WHERE ${tableCondition(names)}`);
  }
  return conditions;
}
