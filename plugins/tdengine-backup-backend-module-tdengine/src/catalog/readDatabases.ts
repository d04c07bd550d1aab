import { Precision, quoteString, TDengineClient } from 'tdengine-client';
import { SYSTEM_DATABASES } from '../scope';
import { queryRecords, Row, textOf } from './queryRecords';

/**
 * A database as the catalogue lists it.
 *
 * @internal
 */
export interface DatabaseInfo {
  name: string;
  precision: Precision;
  /** `ready`, or what it is doing instead. */
  status: string;
  /** See `DatabaseSchema.options`. */
  options: Record<string, string | number | boolean>;
}

/** Facts that change by themselves; what is left describes the database. */
const CHANGING: ReadonlySet<string> = new Set([
  'name',
  'create_time',
  'ntables',
  'status',
]);

/**
 * Databases of a server but its own, sorted by name.
 *
 * @internal
 */
export async function readDatabases(
  client: TDengineClient,
  options: { signal: AbortSignal },
): Promise<DatabaseInfo[]> {
  // All columns, because several of them are reserved words in some releases.
  const rows = await queryRecords(
    client,
    'SELECT * FROM information_schema.ins_databases',
    options,
  );
  return rows
    .map(toDatabase)
    .filter(({ name }) => !SYSTEM_DATABASES.includes(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * One database, or `undefined` where there is none of that name.
 *
 * @internal
 */
export async function findDatabase(
  client: TDengineClient,
  name: string,
  options: { signal: AbortSignal },
): Promise<DatabaseInfo | undefined> {
  const rows = await queryRecords(
    client,
    `SELECT * FROM information_schema.ins_databases WHERE name = ${quoteString(
      name,
    )}`,
    options,
  );
  return rows.map(toDatabase).find(database => database.name === name);
}

function toDatabase(row: Row): DatabaseInfo {
  const options: DatabaseInfo['options'] = {};
  for (const [column, value] of Object.entries(row)) {
    if (value !== undefined && !CHANGING.has(column)) {
      options[column] =
        typeof value === 'number' || typeof value === 'boolean'
          ? value
          : optionValue(value);
    }
  }
  return {
    name: textOf(row.name) ?? '',
    precision: (textOf(row.precision) ?? 'ms') as Precision,
    status: textOf(row.status) ?? '',
    options,
  };
}

function optionValue(value: string | bigint | Uint8Array): string | number {
  return typeof value === 'bigint' ? Number(value) : textOf(value)!;
}
