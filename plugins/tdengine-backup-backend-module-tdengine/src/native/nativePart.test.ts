import { DamagedBackupError } from 'backstage-plugin-tdengine-backup-node';
import fc from 'fast-check';
import {
  ColumnBlock,
  ColumnSchema,
  encodeBlock,
  TDengineType,
} from 'tdengine-client';
import { memorySet } from '../__testUtils__/memorySet';
import { nativeCodec } from './nativeCodec';
import { readNativeIndex, readNativeTables } from './readNativeIndex';
import { readNativePart } from './readNativePart';
import { writeNativeParts } from './writeNativeParts';

const COLUMNS: ColumnSchema[] = [
  { name: 'tbname', type: TDengineType.VARCHAR, bytes: 272 },
  { name: 'ts', type: TDengineType.TIMESTAMP, bytes: 8 },
  { name: 'v', type: TDengineType.NCHAR, bytes: 82 },
];
const FACTS = {
  database: 'power',
  table: 'meters',
  tableNames: true,
  precision: 'ms',
  columnNames: ['ts', 'v'],
} as const;

type Row = [string, bigint, string | undefined];

function blocksOf(rows: Row[][]): ColumnBlock[] {
  return rows.map(block => ColumnBlock.parse(encodeBlock(COLUMNS, block)));
}

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

async function write(
  blocks: readonly ColumnBlock[],
  options: {
    algorithm?: 'none' | 'gzip' | 'zstd';
    targetBytes?: number;
  } = {},
) {
  const parts = [];
  for await (const part of writeNativeParts(each(blocks), {
    path: 'power/meters/rows-0001',
    facts: FACTS,
    compression: { algorithm: options.algorithm ?? 'zstd', level: 1 },
    onBlock: () => {},
    targetBytes: options.targetBytes,
  })) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of part.content) {
      chunks.push(Buffer.from(chunk));
    }
    parts.push({
      path: part.path,
      bytes: Buffer.concat(chunks),
      summary: part.summary(),
    });
  }
  return parts;
}

async function readAll(bytes: Buffer): Promise<Row[]> {
  const rows: Row[] = [];
  // In small chunks, as they may come from a network.
  const chunks = Array.from(
    { length: Math.ceil(bytes.byteLength / 100) },
    (_, index) => bytes.subarray(index * 100, (index + 1) * 100),
  );
  for await (const { block } of readNativePart(each(chunks))) {
    for (let row = 0; row < block.rows; row++) {
      rows.push(block.columns.map(column => column.value(row)) as Row);
    }
  }
  return rows;
}

const BLOCKS: Row[][] = [
  [
    ['a', 5n, 'one'],
    ['a', 3n, undefined],
    ['b', 9n, ''],
  ],
  [],
  [['c', -7n, '三😀']],
  [
    ['b', 1n, 'x'],
    ['a', 2n, 'y'],
  ],
];

describe('native parts', () => {
  it('bring back any rows, in parts of any size', async () => {
    const row = fc.tuple(
      fc.constantFrom('t1', 't2', '表', 'T1'),
      fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
      fc.option(fc.string({ unit: 'grapheme', maxLength: 5 }), {
        nil: undefined,
      }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(row, { maxLength: 20 }), { maxLength: 6 }),
        fc.constantFrom('none', 'gzip', 'zstd'),
        fc.integer({ min: 1, max: 2000 }),
        async (blocks, algorithm, targetBytes) => {
          const parts = await write(blocksOf(blocks), {
            algorithm,
            targetBytes,
          });
          const rows = await Promise.all(
            parts.map(({ bytes }) => readAll(bytes)),
          );
          expect(rows.flat()).toEqual(blocks.flat());
          expect(
            parts.reduce((sum, { summary }) => sum + summary.rows, 0),
          ).toBe(blocks.flat().length);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('count their rows by table and know where they are', async () => {
    const [{ path, bytes, summary }] = await write(blocksOf(BLOCKS));
    expect(path).toBe('power/meters/rows-0001-001.tdb');
    expect(summary).toMatchObject({
      rows: 6,
      tables: new Map([
        ['a', 3],
        ['b', 2],
        ['c', 1],
      ]),
    });
    const { set, files } = memorySet({ [path]: bytes });
    const signal = new AbortController().signal;
    const { header, footer } = await readNativeIndex(set, files[0], { signal });
    expect(header).toMatchObject({ table: 'meters', compression: 'zstd' });
    expect(footer.tables).toEqual(['a', 'b', 'c']);
    expect(
      footer.frames.map(({ rows, first, last, runs }) => ({
        rows,
        first,
        last,
        runs,
      })),
    ).toEqual([
      { rows: 3, first: 3n, last: 9n, runs: [0, 0, 1, 2] },
      { rows: 1, first: -7n, last: -7n, runs: [2, 0] },
      { rows: 2, first: 1n, last: 2n, runs: [1, 0, 0, 1] },
    ]);
    const found = [];
    for await (const { block } of readNativeTables(
      set,
      files[0],
      new Set(['c']),
      { signal },
    )) {
      found.push(block.columns[2].value(0));
    }
    expect(found).toEqual(['三😀']);
  });

  it('have none where there are no rows', async () => {
    expect(await write(blocksOf([[], []]))).toEqual([]);
  });

  it.each(['none', 'gzip', 'zstd'] as const)(
    'tell of every flipped bit, compressed with %s',
    async algorithm => {
      const [{ path, bytes }] = await write(blocksOf(BLOCKS), { algorithm });
      const { files } = memorySet({ [path]: bytes });
      const signal = new AbortController().signal;
      const whole = await nativeCodec.inspect(files[0], each([bytes]), {
        signal,
      });
      const outcomes = await Promise.all(
        Array.from(bytes, async (_, position) => {
          const damaged = Buffer.from(bytes);
          damaged[position] ^= 1 << position % 8;
          return nativeCodec
            .inspect(files[0], each([damaged]), { signal })
            .catch(error => error);
        }),
      );
      const errors = outcomes.filter(outcome => outcome instanceof Error);
      for (const error of errors) {
        expect(error).toBeInstanceOf(DamagedBackupError);
        expect(error.message).toContain(path);
      }
      // What goes unnoticed does not change a row: names in the header, and fields of gzip that nobody reads.
      const unnoticed = outcomes.filter(outcome => !errors.includes(outcome));
      for (const read of unnoticed) {
        expect(read).toEqual(whole);
      }
      expect(unnoticed.length).toBeLessThan(bytes.byteLength / 5);
    },
  );

  it('tell where they are cut', async () => {
    const [{ bytes }] = await write(blocksOf(BLOCKS));
    for (let length = 0; length < bytes.byteLength; length += 7) {
      await expect(readAll(bytes.subarray(0, length))).rejects.toThrow(
        /cut short|not a native part|damaged|decompressed|header/,
      );
    }
    await expect(
      readAll(Buffer.concat([bytes, Buffer.from('x')])),
    ).rejects.toThrow(/does not end/);
  });

  it('refuse a later version by its number', async () => {
    const [{ bytes }] = await write(blocksOf(BLOCKS), { algorithm: 'none' });
    const later = Buffer.from(
      bytes.toString('latin1').replace('"version":1', '"version":9'),
      'latin1',
    );
    await expect(readAll(later)).rejects.toThrow(/header cannot be read/);
  });

  it('have to be read one after the other', async () => {
    const parts = writeNativeParts(each(blocksOf(BLOCKS)), {
      path: 'p',
      facts: FACTS,
      compression: { algorithm: 'none', level: 0 },
      onBlock: () => {},
      targetBytes: 1,
    });
    const iterator = parts[Symbol.asyncIterator]();
    const first = await iterator.next();
    expect(() => first.value!.summary()).toThrow(/read to its end/);
    await expect(iterator.next()).rejects.toThrow(/was not read to its end/);
  });
});
