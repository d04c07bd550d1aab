import { buffer } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { TestBench } from '../__testUtils__/TestBench';

jest.setTimeout(120_000);

describe('exportCsv', () => {
  let bench: TestBench;

  beforeAll(async () => {
    bench = await TestBench.start();
  });

  afterAll(() => bench.close());

  it.each([
    ['native', 'zstd'],
    ['parquet', 'zstd'],
    ['csv', 'gzip'],
    ['csv', 'none'],
  ] as const)(
    'gives a file a table out of %s, %s',
    async (format, algorithm) => {
      const database = await bench.createMeters(`${format}_${algorithm}`);
      const set = await bench.backUp(
        { databases: [database] },
        { format, compression: { algorithm, level: 6 } },
      );
      const signal = new AbortController().signal;
      const files: Record<string, string[]> = {};
      for await (const { path, content } of bench.source.exportCsv(set, {
        signal,
      })) {
        const text = (await buffer(Readable.from(content))).toString('utf8');
        expect(text.endsWith('\n')).toBe(true);
        const [header, ...lines] = text.slice(0, -1).split('\n');
        files[path] = [header, ...lines.sort()];
      }
      expect(files).toEqual({
        [`${database}/meters.csv`]: [
          'tbname,ts,v,note',
          'm1,1735689600000,1,one',
          'm1,1735776000000,2,',
          'm1,1735862400000,3,three',
          'm2,1735689600000,10,ten',
          'm2,1735905600000,20,""',
        ],
        [`${database}/events.csv`]: [
          'tbname,ts,level',
          'events,1735776000000,5',
          'events,1735948800000,6',
        ],
      });
    },
  );
});
