import { crc32 } from 'node:zlib';
import { DamagedBackupError } from 'backstage-plugin-tdengine-backup-node';
import fc from 'fast-check';
import {
  ColumnBlock,
  ColumnSchema,
  encodeBlock,
  TDengineType,
  Value,
} from 'tdengine-client';
import {
  ALL_COLUMNS,
  arbitraryRow,
  TABLE_NAME,
} from '../__testUtils__/arbitraryRows';
import { memorySet } from '../__testUtils__/memorySet';
import { decodeFrame } from './decodeFrame';
import { nativeCodec } from './nativeCodec';
import { readNativeIndex } from './readNativeIndex';
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

function blocksOf(rows: Value[][][], columns = COLUMNS): ColumnBlock[] {
  return rows.map(block => ColumnBlock.parse(encodeBlock(columns, block)));
}

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

async function write(
  blocks: readonly ColumnBlock[],
  options: {
    algorithm?: 'none' | 'gzip' | 'zstd';
    targetBytes?: number;
    columnNames?: string[];
  } = {},
) {
  const parts = [];
  for await (const part of writeNativeParts(each(blocks), {
    path: 'power/meters/rows-0001',
    facts: { ...FACTS, columnNames: options.columnNames ?? FACTS.columnNames },
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

function rowsOf(block: ColumnBlock): Value[][] {
  return Array.from({ length: block.rows }, (_, row) =>
    block.columns.map(column => column.value(row)),
  );
}

/** A part without rows that has this for its header, or its footer. */
function forge(json: { header?: string; footer?: string }): Buffer {
  const header = Buffer.from(
    json.header ??
      JSON.stringify({
        format: 'tdengine-native',
        version: 1,
        database: 'power',
        table: 'meters',
        tableNames: true,
        precision: 'ms',
        columns: [{ name: 'ts', type: TDengineType.TIMESTAMP, bytes: 8 }],
        compression: 'none',
      }),
  );
  const footer = Buffer.from(json.footer ?? '');
  const numbers = Buffer.alloc(20);
  [
    header.byteLength,
    0,
    footer.byteLength,
    footer.byteLength,
    crc32(footer),
  ].forEach((number, index) => numbers.writeUInt32LE(number, index * 4));
  return Buffer.concat([
    Buffer.from('TDBPART1'),
    numbers.subarray(0, 4),
    header,
    numbers.subarray(4),
    footer,
  ]);
}

async function readAll(bytes: Buffer, rawSize = Infinity): Promise<Value[][]> {
  const rows: Value[][] = [];
  // In small chunks, as they may come from a network.
  const chunks = Array.from(
    { length: Math.ceil(bytes.byteLength / 100) },
    (_, index) => bytes.subarray(index * 100, (index + 1) * 100),
  );
  for await (const { block, runs } of readNativePart(each(chunks), rawSize)) {
    for (const { table, from, to } of runs) {
      for (let row = from; row < to; row++) {
        rows.push([table, ...block.columns.map(column => column.value(row))]);
      }
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

// Other work on the machine must not make it fail.
jest.setTimeout(60_000);

describe('native parts', () => {
  it('bring back every value of every type, in parts of any size', async () => {
    const all = [TABLE_NAME, ...ALL_COLUMNS];
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(arbitraryRow, { maxLength: 10 }), { maxLength: 3 }),
        fc.constantFrom('none', 'gzip', 'zstd'),
        fc.integer({ min: 1, max: 2000 }),
        async (rows, algorithm, targetBytes) => {
          const blocks = blocksOf(rows, all);
          const parts = await write(blocks, {
            algorithm,
            targetBytes,
            columnNames: ALL_COLUMNS.map(({ name }) => name),
          });
          const read = await Promise.all(
            parts.map(({ bytes }) => readAll(bytes)),
          );
          expect(read.flat()).toEqual(blocks.flatMap(rowsOf));
          expect(
            parts.reduce((sum, { summary }) => sum + summary.rows, 0),
          ).toBe(rows.flat().length);
        },
      ),
      { numRuns: 30, endOnFailure: true },
    );
  });

  it('bring back NULLs of blocks whose rows fill no whole bytes', async () => {
    const columns: ColumnSchema[] = [
      COLUMNS[0],
      COLUMNS[1],
      { name: 'v', type: TDengineType.INT, bytes: 4 },
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.array(fc.option(fc.nat(9), { nil: undefined }), { maxLength: 20 }),
          { maxLength: 8 },
        ),
        async values => {
          const rows = values.map(block =>
            block.map((value, row) => ['a', BigInt(row), value]),
          );
          const parts = await write(blocksOf(rows, columns));
          const read = await Promise.all(
            parts.map(({ bytes }) => readAll(bytes)),
          );
          expect(read.flat()).toEqual(rows.flat());
        },
      ),
      { numRuns: 200 },
    );
  });

  it('put the rows of many blocks into few frames', async () => {
    const rows = Array.from({ length: 40 }, (_, block) =>
      Array.from(
        { length: 4000 },
        (__, row): Row => [
          `t${block >> 3}`,
          BigInt(block * 4000 + row),
          undefined,
        ],
      ),
    );
    const [{ path, bytes, summary }] = await write(blocksOf(rows));
    const { set, files } = memorySet({ [path]: bytes });
    const { footer } = await readNativeIndex(set, files[0], {
      signal: new AbortController().signal,
    });
    expect(footer.frames.map(frame => [frame.rows, frame.tables])).toEqual([
      [68_000, [0, 1, 2]],
      [68_000, [2, 3, 4]],
      [24_000, [4]],
    ]);
    expect(footer.frames[1]).toMatchObject({ first: 68_000n, last: 135_999n });
    expect(summary.tables?.get('t2')).toBe(32_000);
    expect(await readAll(bytes)).toEqual(rows.flat());
    expect(bytes.byteLength).toBeLessThan(rows.flat().length / 10);
  });

  it('count their rows by table and know where they are', async () => {
    const [{ path, bytes, summary }] = await write(blocksOf(BLOCKS));
    expect(path).toBe('power/meters/rows-0001-001.tdb');
    expect(summary.rows).toBe(6);
    expect([...(summary.tables ?? [])]).toEqual([
      ['a', 3],
      ['b', 2],
      ['c', 1],
    ]);
    const { set, files } = memorySet({ [path]: bytes });
    const signal = new AbortController().signal;
    const { header, footer } = await readNativeIndex(set, files[0], { signal });
    expect(header).toMatchObject({ table: 'meters', compression: 'zstd' });
    expect(footer.tables).toEqual(['a', 'b', 'c']);
    expect(footer.frames).toEqual([
      {
        offset: expect.any(Number),
        rows: 6,
        first: -7n,
        last: 9n,
        tables: [0, 1, 2],
      },
    ]);
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

  it('refuse more bytes than were written, before they are made', async () => {
    const [{ bytes, summary }] = await write(blocksOf(BLOCKS));
    expect(await readAll(bytes, summary.rawBytes)).toHaveLength(6);
    await expect(readAll(bytes, summary.rawBytes - 1)).rejects.toThrow(
      /more than the \d+ bytes that were written/,
    );
  });

  it('refuse a frame that claims more rows than memory has room for', () => {
    const frame = Buffer.alloc(1000);
    frame.writeUInt32LE(0x7fffffff, 0);
    expect(() => decodeFrame(frame, COLUMNS.slice(1))).toThrow(
      /claims 2147483647 rows/,
    );
  });

  it('refuse a later version by its number', async () => {
    const [{ bytes }] = await write(blocksOf(BLOCKS), { algorithm: 'none' });
    const later = Buffer.from(
      bytes.toString('latin1').replace('"version":1', '"version":9'),
      'latin1',
    );
    await expect(readAll(later)).rejects.toThrow(/header cannot be read/);
  });

  it('refuse a header at its first fault', async () => {
    const header = `{"format":"tdengine-native","version":1,"database":"","table":"","tableNames":true,"precision":"ms","columns":[${'0,'.repeat(
      1_000_000,
    )}0]}`;
    const error = await readAll(forge({ header })).catch(caught => caught);
    expect(error.message).toMatch(/header cannot be read/);
    expect(error.cause.message).toMatch(/wrong at columns\[0\]/);
    await expect(
      readAll(forge({ header: ' '.repeat(4 * 1024 * 1024 + 1) })),
    ).rejects.toThrow('It claims a header of 4194305 bytes');
  });

  it.each([
    ['of more than any', `[${'{},'.repeat(2_600_000)}{}]`, '[]', /was written/],
    ['of tables without names', '[0]', '[]', /lacks its lists/],
    ['of odd times', '[]', `[[1,1,"1","${'9'.repeat(99)}",[]]]`, /range of/],
  ])('refuse a footer %s', async (_, tables, frames, message) => {
    const footer = `{"rows":0,"rawBytes":0,"tables":${tables},"frames":${frames}}`;
    const error = await readAll(forge({ footer })).catch(caught => caught);
    expect(error.message).toMatch(/footer is damaged/);
    expect(error.cause.message).toMatch(message);
  });

  it('are closed before their footer is too large to be read', async () => {
    const rows = 64 * 1024;
    const blocks = Array.from({ length: 12 }, (_, block) =>
      ColumnBlock.parse(
        encodeBlock(
          COLUMNS,
          Array.from(
            { length: rows },
            (__, row): Row => [`d${block * rows + row}`, 1n, undefined],
          ),
        ),
      ),
    );
    const parts = await write(blocks);
    expect(parts.length).toBeGreaterThan(1);
    let tables = 0;
    for (const { path, bytes } of parts) {
      const { set, files } = memorySet({ [path]: bytes });
      const signal = new AbortController().signal;
      const { footer } = await readNativeIndex(set, files[0], { signal });
      tables += footer.tables.length;
    }
    expect(tables).toBe(12 * rows);
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
