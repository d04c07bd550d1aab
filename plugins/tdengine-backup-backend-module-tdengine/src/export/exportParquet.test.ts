import { buffer } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { TestBench } from '../__testUtils__/TestBench';
import { readParquetPart } from '../parquet/readParquetPart';
import { rowsToCsv } from '../csv/csvLines';

jest.setTimeout(120_000);

describe('exportParquet', () => {
  let bench: TestBench;

  beforeAll(async () => {
    bench = await TestBench.start();
  });

  afterAll(() => bench.close());

  it.each(['native', 'csv'])(
    'gives a file a table that is wanted out of %s',
    async format => {
      const database = await bench.createMeters(`to_parquet_${format}`);
      await bench.client.execute(
        `CREATE TABLE ${database}.notes (ts TIMESTAMP, level INT)`,
      );
      await bench.client.execute(
        `INSERT INTO ${database}.notes VALUES ('2025-01-02T00:00:00Z', 1)`,
      );
      const set = await bench.backUp({ databases: [database] }, { format });
      const { signal } = new AbortController();
      const files: Record<string, string[]> = {};
      for await (const { path, content } of bench.source.exportParquet(set, {
        signal,
        select: (_, table) => table !== 'notes',
      })) {
        const bytes = await buffer(Readable.from(content));
        const lines: string[] = [];
        for await (const { block, runs } of readParquetPart(
          Readable.from([bytes]),
          { size: bytes.byteLength, rawSize: 1024 * 1024 },
        )) {
          lines.push(rowsToCsv(block.columns, runs));
        }
        files[path] = lines.join('').trim().split('\n').sort();
      }
      expect(files).toEqual({
        [`${database}/meters.parquet`]: [
          'm1,1735689600000,1,one',
          'm1,1735776000000,2,',
          'm1,1735862400000,3,three',
          'm2,1735689600000,10,ten',
          'm2,1735905600000,20,""',
        ],
        [`${database}/events.parquet`]: [
          'events,1735776000000,5',
          'events,1735948800000,6',
        ],
      });
    },
  );
});
