import {
  ColumnBlock,
  ColumnSchema,
  encodeBlock,
  quoteIdentifier,
  TDengineClient,
  TDengineType,
  Value,
} from 'tdengine-client';

const ROWS_PER_BLOCK = 10_000;

const columns: ColumnSchema[] = [
  { name: 'ts', type: TDengineType.TIMESTAMP, bytes: 8 },
  { name: 'current', type: TDengineType.FLOAT, bytes: 4 },
  { name: 'voltage', type: TDengineType.INT, bytes: 4 },
  { name: 'phase', type: TDengineType.FLOAT, bytes: 4 },
];

/** A small generator with a fixed seed: the same rows on every machine. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function blockOf(from: number, rows: number): ColumnBlock {
  const random = randomNumbers(from + 1);
  const values: Value[][] = [];
  for (let row = 0; row < rows; row++) {
    values.push([
      BigInt(1_600_000_000_000 + (from + row) * 1_000),
      Math.fround(random() * 20),
      210 + Math.floor(random() * 20),
      Math.fround(random()),
    ]);
  }
  return ColumnBlock.parse(encodeBlock(columns, values));
}

/**
 * Fills a new database with one super table `meters` of `tables` child tables of `rowsPerTable` rows each. All tables
 * have the same values, so that a block is encoded once; the server stores them apart all the same.
 */
export async function generateRows(
  client: TDengineClient,
  options: { database: string; tables: number; rowsPerTable: number },
): Promise<void> {
  const database = quoteIdentifier(options.database);
  await client.execute(`DROP DATABASE IF EXISTS ${database}`);
  await client.execute(
    `CREATE DATABASE ${database} VGROUPS 4 KEEP 36500 PRECISION 'ms'`,
  );
  await client.execute(
    `CREATE STABLE ${database}.meters (ts TIMESTAMP, current FLOAT, voltage INT, phase FLOAT) TAGS (group_id INT, location NCHAR(24))`,
  );
  for (let from = 0; from < options.tables; from += 500) {
    const tables = Array.from(
      { length: Math.min(500, options.tables - from) },
      (_, index) =>
        `${database}.d${from + index} USING ${database}.meters TAGS (${
          (from + index) % 10
        }, '站点 ${from + index}')`,
    );
    await client.execute(`CREATE TABLE ${tables.join(' ')}`);
  }
  const writers = await Promise.all(
    Array.from({ length: 3 }, () => client.writer(options.database)),
  );
  try {
    for (let from = 0; from < options.rowsPerTable; from += ROWS_PER_BLOCK) {
      const block = blockOf(
        from,
        Math.min(ROWS_PER_BLOCK, options.rowsPerTable - from),
      );
      let next = 0;
      await Promise.all(
        writers.map(async writer => {
          while (next < options.tables) {
            const table = next++;
            await writer.writeBlock(`d${table}`, block, columns, {
              superTable: 'meters',
            });
          }
        }),
      );
    }
  } finally {
    await Promise.all(writers.map(writer => writer.close()));
  }
}
