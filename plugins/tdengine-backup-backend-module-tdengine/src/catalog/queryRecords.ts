import { TDengineClient, Value } from 'tdengine-client';

/**
 * A row by the names of its columns, in lower case.
 *
 * @internal
 */
export type Row = Readonly<Record<string, Value>>;

/**
 * Runs a query over the catalogue and gives its rows by name: releases add columns and move them.
 *
 * @internal
 */
export async function queryRecords(
  client: TDengineClient,
  sql: string,
  options: { signal: AbortSignal },
): Promise<Row[]> {
  const { columns, rows } = await client.query(sql, options);
  const names = columns.map(({ name }) => name.toLowerCase());
  return rows.map(row =>
    Object.fromEntries(names.map((name, index) => [name, row[index]])),
  );
}

/**
 * A text of the catalogue; `undefined` for NULL. Comments may be bytes of any kind.
 *
 * @internal
 */
export function textOf(value: Value): string | undefined {
  if (value === undefined) {
    return undefined;
  }
  return value instanceof Uint8Array
    ? Buffer.from(value).toString('utf8')
    : String(value);
}

/**
 * A number of the catalogue; `undefined` for NULL.
 *
 * @internal
 */
export function numberOf(value: Value): number | undefined {
  return value === undefined ? undefined : Number(value);
}
