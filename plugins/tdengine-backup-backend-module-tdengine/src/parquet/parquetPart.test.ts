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
import { putChecksum } from './footerChecksum';
import { parquetCodec } from './parquetCodec';
import { parquetPartFormat } from './parquetPartFormat';
import { readParquetIndex } from './readParquetIndex';
import { readParquetPart } from './readParquetPart';
import { writeParquetParts } from './writeParquetParts';

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

const { signal } = new AbortController();

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
  for await (const part of writeParquetParts(each(blocks), {
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

/** Changes the metadata of a file, and its checksum with it. */
function forge(bytes: Buffer, change: (metadata: Buffer) => void): Buffer {
  const forged = Buffer.from(bytes);
  const end = forged.byteLength - 8;
  const metadata = forged.subarray(end - forged.readUInt32LE(end), end);
  change(metadata);
  metadata.write('00000000', metadata.lastIndexOf('tdengine.crc32') + 16);
  try {
    putChecksum(metadata);
  } catch {
    // The checksum itself was changed.
  }
  return forged;
}

/** A file that is nothing but a footer. */
function withFooter(metadata: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(metadata.byteLength);
  const magic = Buffer.from('PAR1');
  return Buffer.concat([magic, metadata, length, magic]);
}

function rowsOf(block: ColumnBlock): Value[][] {
  return Array.from({ length: block.rows }, (_, row) =>
    block.columns.map(column => column.value(row)),
  );
}

async function readAll(bytes: Buffer, rawSize = Infinity): Promise<Value[][]> {
  const rows: Value[][] = [];
  // In small chunks, as they may come from a network.
  const size = Math.max(100, bytes.byteLength >> 10);
  const chunks = Array.from(
    { length: Math.ceil(bytes.byteLength / size) },
    (_, index) => bytes.subarray(index * size, (index + 1) * size),
  );
  for await (const { block, runs } of readParquetPart(each(chunks), {
    size: bytes.byteLength,
    rawSize,
  })) {
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

describe('Parquet parts', () => {
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

  it('bring back text that is no Unicode, beside text that is', async () => {
    const columns: ColumnSchema[] = [
      ...COLUMNS,
      { name: 'w', type: TDengineType.VARCHAR, bytes: 42 },
    ];
    const rows: Value[][] = [
      ['a', 1n, Buffer.from([0, 0xd8, 0, 0]), 'ä'],
      ['a', 2n, '😀', Buffer.from([0xff, 0])],
      ['a', 3n, undefined, Buffer.from([0xc3])],
      // Valid behind the one before it, but not by itself.
      ['a', 4n, 'x', Buffer.from([0xa4])],
    ];
    const blocks = blocksOf([rows], columns);
    const [{ bytes }] = await write(blocks, { columnNames: ['ts', 'v', 'w'] });
    const [[, , first]] = await readAll(bytes);
    expect(Buffer.from(first as Uint8Array)).toEqual(rows[0][2]);
    expect(await readAll(bytes)).toEqual(blocks.flatMap(rowsOf));
  });

  it('bring back the bits of floating point numbers', async () => {
    const columns: ColumnSchema[] = [
      ...COLUMNS.slice(0, 2),
      { name: 'f', type: TDengineType.FLOAT, bytes: 4 },
      { name: 'd', type: TDengineType.DOUBLE, bytes: 8 },
    ];
    const values = [0, -0, NaN, Infinity, -Infinity];
    const encoded = encodeBlock(
      columns,
      values.map((value, row) => ['a', BigInt(row), value, value]),
    );
    // A NaN with a payload, as a device may send one.
    const block = ColumnBlock.parse(encoded);
    const { values: doubles } = block.columns[3].fixedParts();
    doubles.set([1, 2, 3, 4, 5, 6, 0xf7, 0xff], 16);
    const { values: floats } = block.columns[2].fixedParts();
    floats.set([1, 2, 0xa3, 0xff], 8);
    const [{ bytes }] = await write([block], { columnNames: ['ts', 'f', 'd'] });
    for await (const read of readParquetPart(each([bytes]), {
      size: bytes.byteLength,
      rawSize: Infinity,
    })) {
      const [, float, double] = read.block.columns;
      expect(Buffer.from(float.fixedParts().values)).toEqual(
        Buffer.from(floats),
      );
      expect(Buffer.from(double.fixedParts().values)).toEqual(
        Buffer.from(doubles),
      );
    }
  });

  it('put the rows of many blocks into few row groups', async () => {
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
    const { set, files } = memorySet(
      { [path]: bytes },
      { [path]: summary.rawBytes },
    );
    const extents = await parquetPartFormat.extent!(set, files[0], {
      signal,
    });
    expect(extents).toEqual([
      { rows: 68_000, first: 0n, last: 67_999n },
      { rows: 68_000, first: 68_000n, last: 135_999n },
      { rows: 24_000, first: 136_000n, last: 159_999n, tables: ['t4'] },
    ]);
    expect(summary.tables?.get('t2')).toBe(32_000);
    expect(await readAll(bytes)).toEqual(rows.flat());
    expect(bytes.byteLength).toBeLessThan(rows.flat().length / 10);
  });

  it('leave row groups alone that have no table that is wanted', async () => {
    const rows = ['a', 'b'].map(table =>
      Array.from(
        { length: 70_000 },
        (_, row): Row => [table, BigInt(row), undefined],
      ),
    );
    const [{ bytes }] = await write(blocksOf(rows));
    const read = [];
    for await (const { block, runs } of readParquetPart(
      each([bytes]),
      { size: bytes.byteLength, rawSize: Infinity },
      new Set(['b']),
    )) {
      read.push([block.rows, runs]);
    }
    expect(read).toEqual([[70_000, [{ table: 'b', from: 0, to: 70_000 }]]]);
  });

  it('count their rows by table and know where they are', async () => {
    const [{ path, bytes, summary }] = await write(blocksOf(BLOCKS));
    expect(path).toBe('power/meters/rows-0001-001.parquet');
    expect(summary.rows).toBe(6);
    expect([...(summary.tables ?? [])]).toEqual([
      ['a', 3],
      ['b', 2],
      ['c', 1],
    ]);
    const { set, files } = memorySet(
      { [path]: bytes },
      { [path]: summary.rawBytes },
    );
    expect(await parquetPartFormat.extent!(set, files[0], { signal })).toEqual([
      { rows: 6, first: -7n, last: 9n },
    ]);
  });

  it('have none where there are no rows', async () => {
    expect(await write(blocksOf([[], []]))).toEqual([]);
  });

  it.each(['none', 'gzip', 'zstd'] as const)(
    'tell of every flipped bit, compressed with %s',
    async algorithm => {
      const [{ path, bytes, summary }] = await write(blocksOf(BLOCKS), {
        algorithm,
      });
      const { files } = memorySet(
        { [path]: bytes },
        { [path]: summary.rawBytes },
      );
      const whole = await parquetCodec.inspect(files[0], each([bytes]), {
        signal,
      });
      const outcomes = await Promise.all(
        Array.from(bytes, async (_, position) => {
          const damaged = Buffer.from(bytes);
          damaged[position] ^= 1 << position % 8;
          return parquetCodec
            .inspect(files[0], each([damaged]), { signal })
            .catch(error => error);
        }),
      );
      const errors = outcomes.filter(outcome => outcome instanceof Error);
      for (const error of errors) {
        expect(error).toBeInstanceOf(DamagedBackupError);
        expect(error.message).toContain(path);
      }
      // What goes unnoticed is in the heads of pages, of which this software needs less than they tell.
      const unnoticed = outcomes.filter(outcome => !errors.includes(outcome));
      for (const read of unnoticed) {
        expect(read).toEqual(whole);
      }
      expect(unnoticed.length).toBeLessThan(bytes.byteLength / 40);
    },
  );

  it('never take more than was written, whatever their footer claims', async () => {
    const [{ path, bytes, summary }] = await write(blocksOf(BLOCKS));
    const { files } = memorySet(
      { [path]: bytes },
      { [path]: summary.rawBytes },
    );
    const length = bytes.readUInt32LE(bytes.byteLength - 8);
    const outcomes: unknown[] = [];
    for (let bit = 0; bit < length * 8; bit++) {
      const forged = forge(bytes, metadata => {
        metadata[bit >> 3] ^= 1 << (bit & 7);
      });
      outcomes.push(
        await parquetCodec.inspect(files[0], each([forged]), { signal }).then(
          ({ rows }) => rows,
          error => error,
        ),
      );
    }
    const errors = outcomes.filter(outcome => outcome instanceof Error);
    for (const error of errors) {
      expect(error).toBeInstanceOf(DamagedBackupError);
      expect((error as Error).message).toContain(path);
    }
    const read = outcomes.filter(outcome => !errors.includes(outcome as Error));
    expect(new Set(read)).toEqual(new Set([6]));
  });

  it('tell where they are cut', async () => {
    const [{ bytes }] = await write(blocksOf(BLOCKS));
    for (let length = 0; length < bytes.byteLength; length += 7) {
      await expect(readAll(bytes.subarray(0, length))).rejects.toThrow(
        /not a Parquet file|does not end as|footer/,
      );
    }
    await expect(
      readAll(Buffer.concat([bytes, Buffer.from('x')])),
    ).rejects.toThrow(/does not end as a Parquet file/);
  });

  it('refuse more bytes than were written, before they are made', async () => {
    const [{ bytes, summary }] = await write(blocksOf(BLOCKS));
    expect(await readAll(bytes, summary.rawBytes)).toHaveLength(6);
    await expect(readAll(bytes, summary.rawBytes - 1)).rejects.toThrow(
      /more than the \d+ bytes that were written/,
    );
  });

  it('refuse a footer of more things than any part has, in no time', async () => {
    const count = 8 * 1024 * 1024;
    const key = Buffer.from('tdengine.crc32');
    const metadata = putChecksum(
      Buffer.concat([
        // Field 4, a list of as many structs, each of which ends at once.
        Buffer.from([0x49, 0xfc, 0x80, 0x80, 0x80, 0x04]),
        Buffer.alloc(count),
        Buffer.from([0x18, key.byteLength]),
        key,
        Buffer.from([0x18, 8]),
        Buffer.from('00000000\0', 'latin1'),
      ]),
    );
    await expect(readAll(withFooter(metadata))).rejects.toThrow(
      /footer cannot be read: It holds more values/,
    );
  });

  it('refuse a footer larger than that of any part, however it is read', async () => {
    const bytes = withFooter(Buffer.alloc(32 * 1024 * 1024 + 1));
    await expect(readAll(bytes)).rejects.toThrow(/claims a footer of 33554433/);
    const { set, files } = memorySet({ p: bytes }, { p: 1000 });
    await expect(readParquetIndex(set, files[0], { signal })).rejects.toThrow(
      /claims a footer of 33554433/,
    );
  });

  it('are closed before their footer is too large to be read', async () => {
    const columns: ColumnSchema[] = [
      ...COLUMNS.slice(0, 2),
      ...Array.from({ length: 4095 }, (_, index) => ({
        name: `n${index}`,
        type: TDengineType.BOOL,
        bytes: 1,
      })),
    ];
    const none: Value[] = Array.from({ length: 4095 }, () => undefined);
    // Rows of a row group each: they take room in the footer and hardly any before it.
    const rows = Array.from({ length: 1000 }, (_, index): Value[] => [
      'a',
      BigInt(index),
      ...none,
    ]);
    const block = encodeBlock(columns, rows);
    const blocks = Array.from({ length: 9 }, () => ColumnBlock.parse(block));
    const parts = await write(blocks, {
      algorithm: 'none',
      columnNames: columns.slice(1).map(({ name }) => name),
    });
    expect(parts.length).toBeGreaterThan(1);
    let read = 0;
    for (const { path, bytes, summary } of parts) {
      const { set, files } = memorySet(
        { [path]: bytes },
        { [path]: summary.rawBytes },
      );
      read += (await readParquetIndex(set, files[0], { signal })).rows;
    }
    expect(read).toBe(9_000);
  });

  it('refuse a later version by its number', async () => {
    const [{ bytes }] = await write(blocksOf(BLOCKS), { algorithm: 'none' });
    const later = forge(bytes, metadata =>
      metadata.write('"version":9', metadata.indexOf('"version":1'), 'latin1'),
    );
    await expect(readAll(later)).rejects.toThrow(
      /has version 9 of the Parquet layout/,
    );
  });

  it('have to be read one after the other', async () => {
    const parts = writeParquetParts(each(blocksOf(BLOCKS)), {
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
