import { DamagedBackupError } from 'backstage-plugin-tdengine-backup-node';
import fc from 'fast-check';
import {
  ColumnBlock,
  ColumnSchema,
  encodeBlock,
  typeFromName,
  Value,
} from 'tdengine-client';
import { csvCodec } from './csvCodec';
import { blockToCsv, csvHeader } from './csvLines';
import { readCsvBlocks } from './readCsvBlocks';

const TYPES: Array<[type: string, values: fc.Arbitrary<Value>]> = [
  ['TIMESTAMP', fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })],
  ['BOOL', fc.boolean()],
  ['TINYINT', fc.integer({ min: -128, max: 127 })],
  ['SMALLINT', fc.integer({ min: -32768, max: 32767 })],
  ['INT', fc.integer()],
  ['BIGINT', fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })],
  ['TINYINT UNSIGNED', fc.integer({ min: 0, max: 255 })],
  ['SMALLINT UNSIGNED', fc.integer({ min: 0, max: 65535 })],
  ['INT UNSIGNED', fc.integer({ min: 0, max: 4294967295 })],
  ['BIGINT UNSIGNED', fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })],
  ['FLOAT', fc.float()],
  ['DOUBLE', fc.double()],
  [
    'VARCHAR(400)',
    fc.oneof(
      fc.string({ maxLength: 10, unit: 'grapheme' }),
      fc.constantFrom('', 'NULL', '\\x', '\\x41', '"', ',', '\r', '\n', '\0'),
    ),
  ],
  ['NCHAR(400)', fc.string({ maxLength: 10, unit: 'binary' })],
  ['VARBINARY(40)', fc.uint8Array({ maxLength: 20 })],
  ['GEOMETRY(40)', fc.uint8Array({ maxLength: 20 })],
  ['BLOB', fc.uint8Array({ maxLength: 20 })],
  [
    'DECIMAL(18, 4)',
    fc.constantFrom('0.0000', '-99999999999999.9999', '1.5000'),
  ],
  [
    'DECIMAL(38, 10)',
    fc.constantFrom('0.0000000000', `-${'9'.repeat(28)}.0000000001`),
  ],
];

const COLUMNS: ColumnSchema[] = TYPES.map(([type], index) => ({
  name: `c "${index}",\n`,
  ...typeFromName(type),
}));
const TABLE: ColumnSchema = { name: 'tbname', ...typeFromName('VARCHAR(270)') };

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

async function read(text: string, columns = COLUMNS): Promise<Value[][]> {
  const bytes = Buffer.from(text, 'utf8');
  const rows: Value[][] = [];
  for await (const block of readCsvBlocks(
    { path: 'rows.csv', rawSize: bytes.byteLength },
    each([bytes]),
    { columns, tableNames: true },
  )) {
    for (let row = 0; row < block.rows; row++) {
      rows.push(block.columns.map(column => column.value(row)));
    }
  }
  return rows;
}

describe('CSV', () => {
  it('brings back every value of every type', async () => {
    const row = fc.tuple(
      fc.constantFrom('t1', '表,"'),
      ...TYPES.map(([, values], index) =>
        index === 0 ? values : fc.option(values, { nil: undefined }),
      ),
    ) as unknown as fc.Arbitrary<Value[]>;
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 10 }),
        async rows => {
          const block = ColumnBlock.parse(
            encodeBlock([TABLE, ...COLUMNS], rows),
          );
          const expected = rows.map((_, index) =>
            block.columns.map(column => column.value(index)),
          );
          const text =
            csvHeader(COLUMNS.map(({ name }) => name)) + blockToCsv(block);
          expect(await read(text)).toEqual(expected);
        },
      ),
    );
  });

  it('tells NULL, empty, special numbers and bytes apart by the written rule', () => {
    const columns = [
      'TIMESTAMP',
      'VARCHAR(20)',
      'NCHAR(20)',
      'FLOAT',
      'DOUBLE',
      'VARBINARY(9)',
    ].map((type, index) => ({ name: `c${index}`, ...typeFromName(type) }));
    const block = ColumnBlock.parse(
      encodeBlock(
        columns,
        [
          [1n, undefined, '', 0.1, NaN, Buffer.alloc(0)],
          [2n, '', '\\x', -0, -Infinity, Buffer.from([0, 255])],
          [
            3n,
            Buffer.from([0xff]),
            'a "b", c\r\nd',
            16777216,
            5e-324,
            undefined,
          ],
        ].map(row =>
          row.map(value => (typeof value === 'number' ? value : value)),
        ),
      ),
    );
    expect(blockToCsv(block, 'events')).toBe(
      [
        'events,1,,"",0.1,NaN,\\x\n',
        'events,2,"",\\x5c00000078000000,-0,-Infinity,\\x00ff\n',
        'events,3,\\xff,"a ""b"", c\r\nd",16777216,5e-324,\n',
      ].join(''),
    );
  });

  it.each([
    ['tbname,a\n', /does not name the columns/],
    ['', /no header line/],
    ['tbname,ts,v\nt1,1\n', /not CSV.*expect 3, got 2 on line 2/],
    ['tbname,ts,v\nt1,x,1\n', /'x' is not a value of column 'ts'/],
    ['tbname,ts,v\nt1,1,99999999999\n', /Record 2, or one shortly before/],
    ['tbname,ts,v\nt1,1,"2\n', /not CSV/],
  ])('refuses %j', async (text, message) => {
    const columns = [
      { name: 'ts', ...typeFromName('TIMESTAMP') },
      { name: 'v', ...typeFromName('INT') },
    ];
    await expect(read(text, columns)).rejects.toThrow(message);
    await expect(read(text, columns)).rejects.toBeInstanceOf(
      DamagedBackupError,
    );
  });

  it('counts rows by table', async () => {
    const bytes = Buffer.from('tbname,ts\nt1,1\n"t,2",2\nt1,3\n');
    const file = { path: 'x.csv', rawSize: bytes.byteLength } as Parameters<
      typeof csvCodec.inspect
    >[0];
    expect(
      await csvCodec.inspect(file, each([bytes]), {
        signal: new AbortController().signal,
      }),
    ).toEqual({
      rows: 3,
      rawBytes: bytes.byteLength,
      tables: new Map([
        ['t1', 2],
        ['t,2', 1],
      ]),
    });
  });
});
