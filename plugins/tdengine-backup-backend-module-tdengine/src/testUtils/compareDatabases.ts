import { TDengineClient } from 'tdengine-client';
import { scanStatement } from '../backup/scanStatement';
import { ColumnDefinition, DatabaseSchema } from '../catalog/DatabaseSchema';
import { readChildTables } from '../catalog/readChildTables';
import { readDatabaseSchema } from '../catalog/readDatabaseSchema';
import { findDatabase } from '../catalog/readDatabases';
import { readTableIndex } from '../catalog/readTableIndex';
import { RowHasher } from '../restore/RowHasher';
import { tableListLine } from '../tables/tableListFormat';

const MOST_DIFFERENCES = 20;

/**
 * What two databases have in common, or not.
 *
 * @public
 */
export interface DatabaseComparison {
  /** In words, the first twenty; empty where the databases are equal. */
  differences: string[];
  /** Child, normal and virtual tables compared. */
  tables: number;
  /** Rows compared. */
  rows: number;
}

/**
 * Compares two databases: definitions with all options, encodings and comments, child tables with tags and TTL, and the
 * bytes of every value of every row, table by table and whatever the order of the rows. A database may refer to itself by
 * its own name.
 *
 * @param options - `ignoreOptions` names columns of `ins_databases` that may differ; `names` says what other databases,
 *   which virtual tables refer to, are called on the right, by what they are called on the left;
 *   with `rowsOnly` definitions and tags may differ, and only the values of all rows are compared
 * @throws Error where one of them is not there
 * @public
 */
export async function compareDatabases(
  left: TDengineClient,
  leftDatabase: string,
  right: TDengineClient,
  rightDatabase: string,
  options: {
    signal?: AbortSignal;
    ignoreOptions?: readonly string[];
    names?: ReadonlyMap<string, string>;
    rowsOnly?: boolean;
  } = {},
): Promise<DatabaseComparison> {
  const signal = options.signal ?? new AbortController().signal;
  const [a, b] = await Promise.all([
    read(left, leftDatabase, signal),
    read(right, rightDatabase, signal),
  ]);
  const differences: string[] = [];
  const report = (what: string, one: unknown, other: unknown) => {
    if (one !== other && differences.length < MOST_DIFFERENCES) {
      differences.push(
        `${what}: ${shorten(one)} in '${leftDatabase}', ${shorten(
          other,
        )} in '${rightDatabase}'`,
      );
    }
  };
  if (!options.rowsOnly) {
    compareDefinitions(a, b, report, options);
  }
  let tables = a.virtualTables.length;
  let rows = 0;
  const superTables = a.superTables.filter(({ virtual }) => !virtual);
  for (const table of options.rowsOnly ? [] : superTables) {
    const [one, other] = await Promise.all([
      readList(left, leftDatabase, table, signal),
      readList(right, rightDatabase, table, signal),
    ]);
    compareMaps(`Tags of child table of ${table.name}`, one, other, report);
    tables += one.size;
  }
  const withRows = [
    ...superTables.map(table => ({ ...table, superTable: true })),
    ...a.normalTables.map(table => ({ ...table, superTable: false })),
  ];
  for (const table of withRows) {
    const [one, other] = await Promise.all([
      hashRows(left, leftDatabase, table, signal),
      hashRows(right, rightDatabase, table, signal),
    ]);
    compareMaps(`Rows of`, one.tables, other.tables, report);
    rows += one.rows;
  }
  return { differences, tables: tables + a.normalTables.length, rows };
}

type Report = (what: string, one: unknown, other: unknown) => void;

async function read(
  client: TDengineClient,
  database: string,
  signal: AbortSignal,
): Promise<DatabaseSchema> {
  const info = await findDatabase(client, database, { signal });
  if (!info) {
    throw new Error(`There is no database '${database}'`);
  }
  const index = await readTableIndex(client, database, { signal });
  const { schema } = await readDatabaseSchema(client, info, index, {
    complete: true,
    signal,
  });
  return schema;
}

function compareDefinitions(
  a: DatabaseSchema,
  b: DatabaseSchema,
  report: Report,
  {
    ignoreOptions: ignored = [],
    names,
  }: {
    ignoreOptions?: readonly string[];
    names?: ReadonlyMap<string, string>;
  },
): void {
  report('Precision', a.precision, b.precision);
  const optionsOf = ({ options }: DatabaseSchema) =>
    new Map(
      Object.entries(options)
        .filter(([name]) => !ignored.includes(name))
        .map(([name, value]) => [name, String(value)]),
    );
  compareMaps('Option', optionsOf(a), optionsOf(b), report);
  for (const kind of [
    'superTables',
    'normalTables',
    'virtualTables',
  ] as const) {
    const definitionsOf = (
      schema: DatabaseSchema,
      others?: ReadonlyMap<string, string>,
    ) =>
      new Map(
        schema[kind].map(table => [
          table.name,
          JSON.stringify(table, (key, value) => {
            if (key !== 'database') {
              return value;
            }
            return value === schema.database ? '' : others?.get(value) ?? value;
          }),
        ]),
      );
    compareMaps(
      `Definition (${kind}) of`,
      definitionsOf(a, names),
      definitionsOf(b),
      report,
    );
  }
}

function compareMaps(
  what: string,
  one: ReadonlyMap<string, string>,
  other: ReadonlyMap<string, string>,
  report: Report,
): void {
  for (const name of new Set([...one.keys(), ...other.keys()])) {
    report(`${what} '${name}'`, one.get(name), other.get(name));
  }
}

async function readList(
  client: TDengineClient,
  database: string,
  table: { name: string; tags: readonly ColumnDefinition[] },
  signal: AbortSignal,
): Promise<Map<string, string>> {
  const list = new Map<string, string>();
  for await (const entries of readChildTables(
    client,
    {
      database,
      superTable: table.name,
      tags: table.tags.map(({ name }) => name),
    },
    { signal },
  )) {
    entries.forEach(entry =>
      list.set(entry.name, JSON.stringify(tableListLine(entry))),
    );
  }
  return list;
}

/** Per table: how many rows, and the sums of their hashes, which no order changes. */
async function hashRows(
  client: TDengineClient,
  database: string,
  table: {
    name: string;
    columns: readonly ColumnDefinition[];
    superTable: boolean;
  },
  signal: AbortSignal,
): Promise<{ tables: Map<string, string>; rows: number }> {
  const { name, columns, superTable } = table;
  const sums = new Map<string, { rows: number; high: number; low: number }>();
  const hasher = new RowHasher();
  let rows = 0;
  const scan = await client.scan(
    scanStatement({ type: 'rows', database, table: name, superTable }, columns),
    { signal },
  );
  for await (const block of scan.blocks) {
    const runs = superTable
      ? block.runs(0)
      : [{ key: name, from: 0, to: block.rows }];
    hasher.useBlock(block.columns.slice(superTable ? 1 : 0));
    for (const { key, from, to } of runs) {
      hasher.useTable(key);
      const sum = sums.get(key) ?? { rows: 0, high: 0, low: 0 };
      sums.set(key, sum);
      for (let row = from; row < to; row++) {
        hasher.hash(row);
        sum.high = (sum.high + hasher.high) >>> 0;
        sum.low = (sum.low + hasher.low) >>> 0;
      }
      sum.rows += to - from;
      rows += to - from;
    }
  }
  return {
    tables: new Map(
      [...sums].map(([key, sum]) => [
        key,
        `${sum.rows} rows (${sum.high.toString(16)}${sum.low.toString(16)})`,
      ]),
    ),
    rows,
  };
}

function shorten(value: unknown): string {
  const text = value === undefined ? 'nothing' : String(value);
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}
