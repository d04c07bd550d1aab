import { DamagedBackupError } from 'backstage-plugin-tdengine-backup-node';
import fc from 'fast-check';
import { ColumnBlock, encodeBlock, typeFromName, Value } from 'tdengine-client';
import {
  ALL_COLUMNS,
  arbitraryRow,
  TABLE_NAME,
} from '../__testUtils__/arbitraryRows';
import { csvCodec } from './csvCodec';
import { csvHeader, rowsToCsv } from './csvLines';
import { readCsvBlocks } from './readCsvBlocks';

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

async function* repeated(start: string, text: string, megabytes: number) {
  yield Buffer.from(start);
  const chunk = Buffer.alloc(1024 * 1024, text);
  for (let count = 0; count < megabytes; count++) {
    yield chunk;
  }
}

async function read(text: string, columns = ALL_COLUMNS): Promise<Value[][]> {
  const bytes = Buffer.from(text, 'utf8');
  const rows: Value[][] = [];
  for await (const { block, runs } of readCsvBlocks(
    { path: 'rows.csv', rawSize: bytes.byteLength },
    each([bytes]),
    columns,
  )) {
    for (const { table, from, to } of runs) {
      for (let row = from; row < to; row++) {
        rows.push([table, ...block.columns.map(column => column.value(row))]);
      }
    }
  }
  return rows;
}

// Other work on the machine must not make it fail.
jest.setTimeout(60_000);

describe('CSV', () => {
  it('brings back every value of every type', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(arbitraryRow, { minLength: 1, maxLength: 10 }),
        async rows => {
          const block = ColumnBlock.parse(
            encodeBlock([TABLE_NAME, ...ALL_COLUMNS], rows),
          );
          const expected = rows.map((_, index) =>
            block.columns.map(column => column.value(index)),
          );
          const runs = rows.map(([table], row) => ({
            table: String(table),
            from: row,
            to: row + 1,
          }));
          const text =
            csvHeader(ALL_COLUMNS.map(({ name }) => name)) +
            rowsToCsv(block.columns.slice(1), runs);
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
    expect(
      rowsToCsv(block.columns, [{ table: 'events', from: 0, to: 3 }]),
    ).toBe(
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
    ['tbname,ts,v,b\nt1,1\n', /not CSV.*expect 4, got 2 on line 2/],
    ['tbname,ts,v,b\nt1,x,1,\\x\n', /'x' is not a value of column 'ts'/],
    [
      'tbname,ts,v,b\nt1,1,99999999999,\\x\n',
      /Record 2, or one shortly before/,
    ],
    ['tbname,ts,v,b\nt1,1,"2\n', /not CSV/],
    [
      `tbname,ts,v,b\nt1,${'1'.repeat(101)},1,\\x\n`,
      /is not a value of column 'ts'/,
    ],
    ['tbname,ts,v,b\nt1,1,1,\\x0\n', /'\\x0' is not a value of column 'b'/],
    ['tbname,ts,v,b\nt1,1,1,\\x0A\n', /'\\x0A' is not a value of column 'b'/],
    ['tbname,ts,v,b\nt1,1,1,00\n', /'00' is not a value of column 'b'/],
  ])('refuses %j', async (text, message) => {
    const columns = [
      { name: 'ts', ...typeFromName('TIMESTAMP') },
      { name: 'v', ...typeFromName('INT') },
      { name: 'b', ...typeFromName('VARBINARY(9)') },
    ];
    await expect(read(text, columns)).rejects.toThrow(message);
    await expect(read(text, columns)).rejects.toBeInstanceOf(
      DamagedBackupError,
    );
  });

  it.each([
    [
      'a field without an end',
      'tbname,ts\n"',
      'a',
      /maximum number of .*bytes/,
    ],
    ['fields without an end', 'tbname,ts\n', ',', /more than 40000 fields/],
    ['names without an end', '', 'a,', /more than 40000 fields/],
  ])('refuses %s', async (_, start, text, message) => {
    let taken = 0;
    async function* content() {
      for await (const chunk of repeated(start, text, 200)) {
        taken++;
        yield chunk;
      }
    }
    const reading = csvCodec.inspect(
      { path: 'x.csv', rawSize: 2 ** 40 } as Parameters<
        typeof csvCodec.inspect
      >[0],
      content(),
      { signal: new AbortController().signal },
    );
    await expect(reading).rejects.toThrow(message);
    await expect(reading).rejects.toBeInstanceOf(DamagedBackupError);
    expect(taken).toBeLessThan(50);
  });

  it('reads a record as long as a BLOB can be', async () => {
    const blob = `\\x${'00'.repeat(4 * 1024 * 1024)}`;
    const columns = [
      { name: 'ts', ...typeFromName('TIMESTAMP') },
      { name: 'v', ...typeFromName('BLOB') },
    ];
    const [[, , value]] = await read(`tbname,ts,v\nt1,1,${blob}\n`, columns);
    expect((value as Uint8Array).byteLength).toBe(4 * 1024 * 1024);
  });

  it('counts rows by table', async () => {
    const bytes = Buffer.from('tbname,ts\nt1,1\n"t,2",2\nt1,3\n');
    const file = { path: 'x.csv', rawSize: bytes.byteLength } as Parameters<
      typeof csvCodec.inspect
    >[0];
    const { rows, rawBytes, tables } = await csvCodec.inspect(
      file,
      each([bytes]),
      { signal: new AbortController().signal },
    );
    expect({ rows, rawBytes }).toEqual({
      rows: 3,
      rawBytes: bytes.byteLength,
    });
    expect([...(tables ?? [])]).toEqual([
      ['t1', 2],
      ['t,2', 1],
    ]);
  });
});
