import { Precision, quoteIdentifier, TDengineClient } from 'tdengine-client';
import { qualifiedName } from '../ddl/qualifiedName';
import { Histogram } from './planWindows';
import { windowConditions } from './scanStatement';

/** Units of time in an INTERVAL. */
const UNITS: Readonly<Record<Precision, string>> = {
  ms: 'a',
  us: 'u',
  ns: 'b',
};

/**
 * How many rows a table has, and from when to when.
 *
 * @internal
 */
export interface TableExtent {
  rows: number;
  /** Of the primary timestamp; absent without rows. */
  first?: bigint;
  last?: bigint;
}

/**
 * Counts a table's rows and finds their first and last timestamp.
 *
 * @internal
 */
export async function readExtent(
  client: TDengineClient,
  table: { database: string; name: string; timestampColumn: string },
  options: { signal: AbortSignal },
): Promise<TableExtent> {
  const column = quoteIdentifier(table.timestampColumn);
  const source = qualifiedName(table.database, table.name);
  // Each for itself is answered from what the server keeps of its blocks; together they read the rows.
  const [counted, found] = await Promise.all([
    client.query(`SELECT COUNT(*) FROM ${source}`, options),
    client.query(
      `SELECT FIRST(${column}), LAST(${column}) FROM ${source}`,
      options,
    ),
  ]);
  // A server set not to count nothing answers with no row at all.
  const [count] = counted.rows[0] ?? [];
  const [first, last] = found.rows[0] ?? [];
  return {
    rows: Number(count ?? 0),
    ...(typeof first === 'bigint' && { first }),
    ...(typeof last === 'bigint' && { last }),
  };
}

/**
 * Counts rows of a table by steps of time.
 *
 * @internal
 */
export function histogramOf(
  client: TDengineClient,
  table: { database: string; name: string; precision: Precision },
  options: { signal: AbortSignal },
): Histogram {
  return async (from, to, step) => {
    const conditions = windowConditions({ from: String(from), to: String(to) });
    const { rows } = await client.query(
      `SELECT _wstart, COUNT(*) FROM ${qualifiedName(
        table.database,
        table.name,
      )} WHERE ${conditions.join(' AND ')} INTERVAL(${step}${
        UNITS[table.precision]
      })`,
      options,
    );
    return rows.map(([start, count]) => ({
      start: start as bigint,
      rows: Number(count),
    }));
  };
}
