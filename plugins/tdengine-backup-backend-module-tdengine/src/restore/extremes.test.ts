import { BackupSetReader } from 'backstage-plugin-tdengine-backup-node';
import {
  ColumnSchema,
  encodeBlock,
  quoteIdentifier,
  TDengineType,
} from 'tdengine-client';
import { TestBench } from '../__testUtils__/TestBench';
import { compareDatabases } from '../testUtils';

jest.setTimeout(300_000);

describe('extremes', () => {
  let bench: TestBench;

  beforeAll(async () => {
    bench = await TestBench.start();
  });

  afterAll(() => bench.close());

  async function copyDifferences(
    database: string,
    set: BackupSetReader,
  ): Promise<string[]> {
    const name = bench.name(`${database.slice(-12)}_copy`);
    await bench.restore(set, { rename: { [database]: name } });
    const { differences } = await compareDatabases(
      bench.client,
      database,
      bench.client,
      name,
    );
    return differences;
  }

  it.each(['native', 'parquet', 'csv'])(
    'keeps a table of 3,000 columns, as %s',
    async format => {
      const database = bench.name(`wide_${format}`);
      await bench.client.execute(
        `CREATE DATABASE ${database} VGROUPS 1 KEEP 36500`,
      );
      const names = Array.from(
        { length: 3000 },
        (_, index) => `column_${index}_with_a_long_name_列`,
      );
      await bench.client.execute(
        `CREATE STABLE ${database}.wide (ts TIMESTAMP, ${names
          .map(name => `${quoteIdentifier(name)} INT`)
          .join(', ')}) TAGS (t INT)`,
      );
      await bench.client.execute(
        `CREATE TABLE ${database}.w1 USING ${database}.wide TAGS (1) ${database}.w2 USING ${database}.wide TAGS (2)`,
      );
      const schema: ColumnSchema[] = [
        { name: 'ts', type: TDengineType.TIMESTAMP, bytes: 8 },
        ...names.map(name => ({ name, type: TDengineType.INT, bytes: 4 })),
      ];
      const rows = Array.from({ length: 30 }, (_, row) => [
        1735689600000n + BigInt(row),
        ...names.map((_name, column) =>
          (row + column) % 7 === 0 ? undefined : row * column,
        ),
      ]);
      const writer = await bench.client.writer(database);
      await writer.writeBlock('w1', encodeBlock(schema, rows), schema);
      await writer.writeBlock(
        'w2',
        encodeBlock(schema, rows.slice(0, 1)),
        schema,
      );
      await writer.close();
      const set = await bench.backUp({ databases: [database] }, { format });
      expect(await copyDifferences(database, set)).toEqual([]);
    },
  );

  it('keeps 5,000 child tables, empty ones among them', async () => {
    const database = bench.name('many');
    await bench.client.execute(
      `CREATE DATABASE ${database} VGROUPS 2 KEEP 36500`,
    );
    await bench.client.execute(
      `CREATE STABLE ${database}.st (ts TIMESTAMP, v INT) TAGS (site NCHAR(20), t INT)`,
    );
    for (let start = 0; start < 5000; start += 1000) {
      const indexes = Array.from({ length: 1000 }, (_, index) => start + index);
      await bench.client.execute(
        `CREATE TABLE ${indexes
          .map(
            index =>
              `${database}.d${index} USING ${database}.st TAGS ('站${index}', ${index})`,
          )
          .join(' ')}`,
      );
      await bench.client.execute(
        `INSERT INTO ${indexes
          .filter(index => index % 3 > 0)
          .map(
            index =>
              `${database}.d${index} VALUES (1735689600000, ${index}) (1735689600001, NULL)`,
          )
          .join(' ')}`,
      );
    }
    const set = await bench.backUp({ databases: [database] });
    expect(set.manifest.tables[0]).toMatchObject({
      tableCount: 5000,
      recordCount: 6666,
    });
    expect(await copyDifferences(database, set)).toEqual([]);
  });

  it('keeps the longest names, those that begin with a quote too', async () => {
    const database = bench.name('names');
    await bench.client.execute(
      `CREATE DATABASE ${database} VGROUPS 1 KEEP 36500`,
    );
    const st = quoteIdentifier('超'.repeat(64));
    await bench.client.execute(
      `CREATE STABLE ${database}.${st} (ts TIMESTAMP, ${quoteIdentifier(
        'c'.repeat(64),
      )} INT) TAGS (t INT)`,
    );
    const tables = [
      '`'.repeat(90),
      `'${'x'.repeat(191)}`,
      `"${'y'.repeat(191)}`,
    ];
    for (const [index, table] of tables.entries()) {
      await bench.client.execute(
        `CREATE TABLE ${database}.${quoteIdentifier(
          table,
        )} USING ${database}.${st} TAGS (${index})`,
      );
      await bench.client.execute(
        `INSERT INTO ${database}.${quoteIdentifier(
          table,
        )} VALUES (1735689600000, ${index})`,
      );
    }
    const set = await bench.backUp({ databases: [database] });
    expect(await copyDifferences(database, set)).toEqual([]);
  });
});
