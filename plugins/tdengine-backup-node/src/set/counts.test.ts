import * as fc from 'fast-check';
import { gzipSync } from 'node:zlib';
import { Readable } from 'node:stream';
import { BackupSetReader } from './BackupSetReader';
import { ManifestFile } from './BackupManifest';
import { countsPart, decodeCounts, readCounts } from './counts';
import { createDecompressor } from './compression';
import { collect } from './__testUtils__';

// Other work on the machine must not make it fail.
jest.setTimeout(120_000);

const { signal } = new AbortController();

const encodeCounts = (counts: ReadonlyMap<string, number>) =>
  countsPart('unit', counts).content;

async function* of(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

describe('counts', () => {
  it('are lines of JSON in the order of the names', async () => {
    const counts = new Map([
      ['d2', 5],
      ['d10', 0],
      ['D1', 7],
      ['"quoted"\n', 1],
    ]);
    const part = countsPart('power/meters/rows-0001', counts);
    expect(part.path).toBe('power/meters/rows-0001.counts.jsonl.gz');
    expect(part.kind).toBe('counts');
    const text = await collect(createDecompressor('gzip')(part.content));
    expect(text.toString()).toBe(
      '["\\"quoted\\"\\n",1]\n["D1",7]\n["d10",0]\n["d2",5]\n',
    );
    expect(part.summary()).toEqual({ rows: 0, rawBytes: text.byteLength });
  });

  it('are the same bytes for the same counts', async () => {
    const left = await collect(encodeCounts(new Map([['a', 1], ['b', 2]]))); // prettier-ignore
    const right = await collect(encodeCounts(new Map([['b', 2], ['a', 1]]))); // prettier-ignore
    expect(left.equals(right)).toBe(true);
  });

  it('come back as they were', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.tuple(
            fc.string({ unit: 'binary', maxLength: 200 }),
            fc.maxSafeNat(),
          ),
          { maxLength: 50 },
        ),
        async entries => {
          const counts = new Map(entries);
          const { content, summary } = countsPart('unit', counts);
          const bytes = await collect(content);
          const decoded = await decodeCounts(of(bytes), {
            maximumBytes: summary().rawBytes,
          });
          expect(new Map([...decoded].sort())).toEqual(
            new Map([...counts].sort()),
          );
        },
      ),
      { numRuns: 50 },
    );
  });

  it('come back for a hundred thousand tables', async () => {
    const counts = new Map(
      Array.from({ length: 100_000 }, (_, index) => [`表_${index}`, index]),
    );
    expect([...(await decodeCounts(encodeCounts(counts)))]).toEqual(
      [...counts].sort(([a], [b]) => (a < b ? -1 : 1)),
    );
  });

  it.each([
    ['["a",1]\n["a",2]\n', 'Line 2 counts table "a" a second time'],
    ['["a",1]\n["b"', 'last line is cut short'],
    ['["a",-1]\n', 'Line 1 is not ["table", rows]'],
    ['["a",1.5]\n', 'Line 1 is not ["table", rows]'],
    ['["a",1,2]\n', 'Line 1 is not ["table", rows]'],
    ['{"a":1}\n', 'Line 1 is not ["table", rows]'],
    ['["a",1]\n\n', 'Line 2 is not ["table", rows]'],
    ['nonsense\n', 'Line 1 is not ["table", rows]'],
  ])('refuse %j', async (text, message) => {
    await expect(decodeCounts(of(gzipSync(text)))).rejects.toThrow(message);
  });

  it.each([
    ['names', { names: 2, bytes: 1000 }, 'Line 3 is more than can be counted'],
    ['bytes', { names: 9, bytes: 3 }, 'Line 2 is more than can be counted'],
  ])('end where there are too many %s', async (_, limits, message) => {
    const text = gzipSync('["d1",1]\n["d2",1]\n["d3",1]\n');
    const reading = decodeCounts(of(text), { limits });
    await expect(reading).rejects.toThrow(message);
    await expect(reading).rejects.toThrow(
      `There are more than ${limits.names} names, or more than ${limits.bytes} bytes of them`,
    );
  });

  it('refuse text that is not UTF-8', async () => {
    const bytes = gzipSync(Buffer.from([0x5b, 0x22, 0xff, 0x22, 0x0a]));
    await expect(decodeCounts(of(bytes))).rejects.toThrow('not UTF-8');
  });

  it.each([-1, 0.5, Number.NaN, 2 ** 60])('cannot be %d', async rows => {
    await expect(collect(encodeCounts(new Map([['a', rows]])))).rejects.toThrow(
      'has to be a whole number',
    );
  });
});

describe('readCounts', () => {
  function readerOf(bytes: Uint8Array): BackupSetReader {
    return {
      manifest: undefined as never,
      read: async () => Readable.from([bytes]),
      size: async () => bytes.byteLength,
      close: async () => {},
    };
  }

  it('reads the file of a set', async () => {
    const counts = new Map([['d1', 3]]);
    const file = {
      path: 'a/b.counts.jsonl.gz',
      rawSize: '["d1",3]\n'.length,
    } as ManifestFile;
    const reader = readerOf(await collect(encodeCounts(counts)));
    expect([...(await readCounts(reader, file, { signal }))]).toEqual([
      ...counts,
    ]);
  });

  it('names the file that cannot be read', async () => {
    const file = { path: 'a/b.counts.jsonl.gz', rawSize: 9 } as ManifestFile;
    await expect(
      readCounts(readerOf(Buffer.from('junk')), file, { signal }),
    ).rejects.toThrow("The counts in 'a/b.counts.jsonl.gz' cannot be read");
  });

  it('takes no more than the manifest says', async () => {
    const file = { path: 'a/b.counts.jsonl.gz', rawSize: 9 } as ManifestFile;
    const bomb = gzipSync(Buffer.alloc(1_000_000, ' '));
    await expect(readCounts(readerOf(bomb), file, { signal })).rejects.toThrow(
      'more than the 9 bytes',
    );
  });
});
