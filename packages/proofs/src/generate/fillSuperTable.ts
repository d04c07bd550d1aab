import {
  ColumnBlock,
  ColumnSchema,
  encodeBlock,
  quoteIdentifier,
  TDengineClient,
  typeFromName,
  Value,
} from 'tdengine-client';
import { randomNumbers } from './randomNumbers';

const FIRST_MS = 1_600_000_000_000;
const ROWS_PER_BLOCK = 10_000;
/** Below it rows of many tables are bound together: a message a table would take minutes. */
const FEW_ROWS = 1_000;
const TABLES_PER_BIND = 500;
const TABLES_PER_STATEMENT = 500;
const WRITERS = 3;

/** A column besides the time stamp. */
export interface GeneratedColumn {
  name: string;
  /** As in SQL. */
  type: string;
  value(random: () => number): Value;
}

/** A super table and what its child tables are filled with. */
export interface GeneratedTable {
  /** Of the super table. */
  name: string;
  /** Names of child tables are this and a number. */
  childPrefix: string;
  columns: readonly GeneratedColumn[];
  tables: number;
  rowsPerTable: number;
  /**
   * How many different sets of values there are. Child tables take turns with them, so that each is encoded once; the
   * server stores the tables apart all the same.
   */
  variations: number;
}

/** Makes a super table with child tables in a database and fills them, a row a second, the same on every machine. */
export async function fillSuperTable(
  client: TDengineClient,
  database: string,
  table: GeneratedTable,
): Promise<void> {
  await createTables(client, quoteIdentifier(database), table);
  const columns: ColumnSchema[] = [
    { name: 'ts', ...typeFromName('TIMESTAMP') },
    ...table.columns.map(({ name, type }) => ({ name, ...typeFromName(type) })),
  ];
  const fill = table.rowsPerTable < FEW_ROWS ? bindRows : writeBlocks;
  await fill(client, database, table, columns);
}

async function createTables(
  client: TDengineClient,
  database: string,
  { name, childPrefix, columns, tables }: GeneratedTable,
): Promise<void> {
  const definitions = columns.map(
    column => `${quoteIdentifier(column.name)} ${column.type}`,
  );
  await client.execute(
    `CREATE STABLE ${database}.${quoteIdentifier(
      name,
    )} (ts TIMESTAMP, ${definitions.join(
      ', ',
    )}) TAGS (group_id INT, location NCHAR(24))`,
  );
  for (let from = 0; from < tables; from += TABLES_PER_STATEMENT) {
    const children = numbers(
      from,
      Math.min(tables, from + TABLES_PER_STATEMENT),
    ).map(
      number =>
        `${database}.${childPrefix}${number} USING ${database}.${quoteIdentifier(
          name,
        )} TAGS (${number % 10}, '站点 ${number}')`,
    );
    await client.execute(`CREATE TABLE ${children.join(' ')}`);
  }
}

/** Block by block over all tables, since tables of one variation share it. */
async function writeBlocks(
  client: TDengineClient,
  database: string,
  table: GeneratedTable,
  columns: readonly ColumnSchema[],
): Promise<void> {
  const { name, childPrefix, tables, rowsPerTable } = table;
  const variations = Math.min(table.variations, tables);
  const writers = await Promise.all(
    numbers(0, WRITERS).map(() => client.writer(database)),
  );
  try {
    for (let from = 0; from < rowsPerTable; from += ROWS_PER_BLOCK) {
      const to = Math.min(rowsPerTable, from + ROWS_PER_BLOCK);
      for (let variation = 0; variation < variations; variation++) {
        const block = blockOf(table, columns, variation, from, to);
        let next = variation;
        await Promise.all(
          writers.map(async writer => {
            while (next < tables) {
              const child = `${childPrefix}${next}`;
              next += variations;
              await writer.writeBlock(child, block, columns, {
                superTable: name,
              });
            }
          }),
        );
      }
    }
  } finally {
    await Promise.all(writers.map(writer => writer.close()));
  }
}

async function bindRows(
  client: TDengineClient,
  database: string,
  table: GeneratedTable,
  columns: readonly ColumnSchema[],
): Promise<void> {
  const { childPrefix, tables, rowsPerTable } = table;
  const blocks = numbers(0, Math.min(table.variations, tables)).map(variation =>
    blockOf(table, columns, variation, 0, rowsPerTable),
  );
  const columnIndexes = columns.map((_, index) => index);
  let next = 0;
  await Promise.all(
    numbers(0, WRITERS).map(async () => {
      const writer = await client.stmt2(database, {
        superTableInsert: true,
        columns: columns.map(({ name }) => name),
      });
      try {
        while (next < tables) {
          const from = next;
          next = Math.min(tables, next + TABLES_PER_BIND);
          await writer.bind(
            numbers(from, next).map(number => ({
              name: `${childPrefix}${number}`,
              block: blocks[number % blocks.length],
              from: 0,
              to: rowsPerTable,
              columnIndexes,
            })),
          );
        }
      } finally {
        await writer.close();
      }
    }),
  );
}

function blockOf(
  table: GeneratedTable,
  columns: readonly ColumnSchema[],
  variation: number,
  from: number,
  to: number,
): ColumnBlock {
  const random = randomNumbers(variation * 1_000_003 + from + 1);
  const rows = numbers(from, to).map(row => [
    BigInt(FIRST_MS + row * 1_000),
    ...table.columns.map(column => column.value(random)),
  ]);
  return ColumnBlock.parse(encodeBlock(columns, rows));
}

function numbers(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}
