import fc from 'fast-check';
import { TDengineProtocolError } from '../errors';
import { tables } from '../__testUtils__/arbitraries';
import {
  ColumnBlock,
  TDengineType,
  encodeBlock,
  type ColumnSchema,
  type Value,
} from './index';

function valuesOf(block: ColumnBlock): Value[][] {
  return Array.from({ length: block.rows }, (_, row) =>
    block.columns.map(column => {
      const value = column.value(row);
      return value instanceof Uint8Array ? Uint8Array.from(value) : value;
    }),
  );
}

/** Damage may show as an error of its own kind, and as no other. */
function unlessDamaged(read: () => unknown): void {
  try {
    read();
  } catch (error) {
    if (!(error instanceof TDengineProtocolError)) {
      throw error;
    }
  }
}

function readEverything(block: ColumnBlock): void {
  valuesOf(block);
  block.columns.forEach((column, index) => {
    for (let row = 0; row < block.rows; row++) {
      column.bytes(row);
    }
    if (column.schema.type === TDengineType.VARCHAR) {
      unlessDamaged(() => block.runs(index));
    }
  });
  ColumnBlock.parse(block.slice(0, block.rows));
}

const varchar: ColumnSchema = {
  name: 'tbname',
  type: TDengineType.VARCHAR,
  bytes: 66,
};
const int: ColumnSchema = { name: 'v', type: TDengineType.INT, bytes: 4 };

describe('ColumnBlock', () => {
  it('gives back the values it was encoded from, for every type', () => {
    fc.assert(
      fc.property(tables, ({ columns, rows }) => {
        const block = ColumnBlock.parse(encodeBlock(columns, rows));
        expect(block.rows).toBe(rows.length);
        expect(
          block.columns.map(({ schema }, index) => ({
            name: columns[index].name,
            ...schema,
          })),
        ).toEqual(columns);
        expect(valuesOf(block)).toEqual(rows);
      }),
    );
  });

  it('reads a block in the middle of a larger buffer', () => {
    const encoded = encodeBlock([varchar, int], [['a', 1]]);
    const larger = new Uint8Array(encoded.length + 20);
    larger.set(encoded, 7);
    const block = ColumnBlock.parse(larger.subarray(7, 7 + encoded.length));
    expect(valuesOf(block)).toEqual([['a', 1]]);
  });

  it('slices rows and columns into the block that encoding them gives', () => {
    fc.assert(
      fc.property(
        tables.chain(table =>
          fc.record({
            table: fc.constant(table),
            rows: fc.tuple(
              fc.nat(table.rows.length),
              fc.nat(table.rows.length),
            ),
            columnIndexes: fc.shuffledSubarray(
              table.columns.map((_, index) => index),
              { minLength: 1 },
            ),
          }),
        ),
        ({ table, rows, columnIndexes }) => {
          const from = Math.min(...rows);
          const to = Math.max(...rows);
          const block = ColumnBlock.parse(
            encodeBlock(table.columns, table.rows),
          );
          expect(block.slice(from, to, columnIndexes)).toEqual(
            encodeBlock(
              columnIndexes.map(index => table.columns[index]),
              table.rows
                .slice(from, to)
                .map(row => columnIndexes.map(index => row[index])),
            ),
          );
        },
      ),
    );
  });

  it('slices columns whose values are shared or scattered over the data', () => {
    const encoded = encodeBlock(
      [varchar],
      [['first'], ['second'], ['third'], ['fourth']],
    );
    const offsets = new DataView(encoded.buffer, 28 + 9, 16);
    const [first, second, third, fourth] = [0, 4, 8, 12].map(at =>
      offsets.getInt32(at, true),
    );
    [fourth, first, first, third].forEach((offset, row) =>
      offsets.setInt32(row * 4, offset, true),
    );
    const block = ColumnBlock.parse(encoded);
    expect(valuesOf(block)).toEqual([
      ['fourth'],
      ['first'],
      ['first'],
      ['third'],
    ]);
    for (const [from, to] of [
      [0, 4],
      [0, 2],
      [1, 3],
      [2, 4],
      [2, 2],
    ]) {
      const slice = ColumnBlock.parse(block.slice(from, to));
      expect(valuesOf(slice)).toEqual(valuesOf(block).slice(from, to));
    }
    expect(second).toBe(7);
    // 'fourth' and 'first' lie at both ends of the data: gathered, not copied with what lies between.
    expect(block.slice(0, 2)).toHaveLength(28 + 9 + 8 + 8 + 7 + 1);
  });

  it('finds the runs of equal names', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom('', 'a', 'table1', 'table2', 'tablé1', '表一'),
        ),
        names => {
          const block = ColumnBlock.parse(
            encodeBlock(
              [int, varchar],
              names.map((name, row) => [row, name]),
            ),
          );
          const runs = block.runs(1);
          expect(
            runs.flatMap(({ key, from, to }) => Array(to - from).fill(key)),
          ).toEqual(names);
          runs.slice(1).forEach((run, index) => {
            expect(run.from).toBe(runs[index].to);
            expect(run.key).not.toBe(runs[index].key);
          });
        },
      ),
    );
  });

  it('refuses runs of fixed columns, of NULL and of invalid text', () => {
    const block = ColumnBlock.parse(
      encodeBlock(
        [int, varchar, varchar],
        [[1, undefined, Uint8Array.of(0xff)]],
      ),
    );
    expect(() => block.runs(0)).toThrow(/column 1 is INT/);
    expect(() => block.runs(1)).toThrow(/Row 0 of column 2 is NULL/);
    expect(() => block.runs(2)).toThrow(/not valid text/);
  });

  it('keeps text that is not valid as bytes', () => {
    const invalid = Uint8Array.of(0x61, 0xff, 0x62);
    const surrogate = Uint8Array.of(0, 0xd8, 0, 0);
    const block = ColumnBlock.parse(
      encodeBlock(
        [varchar, { name: 'n', type: TDengineType.NCHAR, bytes: 66 }],
        [
          [invalid, surrogate],
          ['\uFEFFbyte order mark', '\uFEFF\u0000'],
        ],
      ),
    );
    expect(valuesOf(block)).toEqual([
      [invalid, surrogate],
      ['\uFEFFbyte order mark', '\uFEFF\u0000'],
    ]);
    expect(block.columns[0].bytes(0)).toEqual(Buffer.from(invalid));
  });

  it('never reads outside a damaged block: it throws or stays inside', () => {
    fc.assert(
      fc.property(
        tables,
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), {
          minLength: 1,
          maxLength: 4,
        }),
        fc.boolean(),
        ({ columns, rows }, damages, headOnly) => {
          const encoded = encodeBlock(columns, rows);
          const reach = headOnly
            ? Math.min(encoded.length, 28 + 9 * columns.length + 40)
            : encoded.length;
          for (const [position, byte] of damages) {
            encoded[position % reach] = byte;
          }
          expect(() =>
            unlessDamaged(() => readEverything(ColumnBlock.parse(encoded))),
          ).not.toThrow();
        },
      ),
      { numRuns: 500 },
    );
  });

  it('refuses every truncation of a block', () => {
    fc.assert(
      fc.property(tables, fc.nat(), ({ columns, rows }, cut) => {
        const encoded = encodeBlock(columns, rows);
        expect(() =>
          ColumnBlock.parse(encoded.subarray(0, cut % encoded.length)),
        ).toThrow(TDengineProtocolError);
      }),
    );
  });

  it('names what is wrong with a block', () => {
    const encoded = encodeBlock([varchar, int], [['a', 1]]);
    const damaged = (change: (view: DataView) => void) => {
      const copy = Uint8Array.from(encoded);
      change(new DataView(copy.buffer));
      return () => ColumnBlock.parse(copy);
    };
    expect(damaged(view => view.setInt32(0, 2, true))).toThrow(
      'Block version 2 is not supported, expected 1',
    );
    expect(damaged(view => view.setInt8(28, 99))).toThrow(
      'Column 1 of the block has the unknown type 99',
    );
    expect(damaged(view => view.setInt32(28 + 18, 1000, true))).toThrow(
      'row 0 of column 1 (VARCHAR) starts at 1000, outside its 3 bytes of data',
    );
    expect(damaged(view => view.setInt32(16, 0, true))).toThrow(
      'does not hold the types of its columns',
    );
    expect(() => ColumnBlock.parse(encoded.subarray(0, 30))).toThrow(
      `the header says ${encoded.length} bytes, there are 30`,
    );
  });

  it('refuses rows and columns it does not have', () => {
    const block = ColumnBlock.parse(encodeBlock([int], [[1], [2]]));
    expect(() => block.columns[0].value(2)).toThrow(RangeError);
    expect(() => block.columns[0].isNull(-1)).toThrow(RangeError);
    expect(() => block.columns[0].bytes(NaN)).toThrow(RangeError);
    expect(() => block.slice(0, 3)).toThrow(RangeError);
    expect(() => block.slice(2, 1)).toThrow(RangeError);
    expect(() => block.slice(0, 1, [1])).toThrow(RangeError);
    expect(() => block.runs(1)).toThrow(RangeError);
  });
});

describe('encodeBlock', () => {
  const encodeOne = (column: Partial<ColumnSchema>, value: Value) => () =>
    encodeBlock([{ ...varchar, name: 'c', ...column }], [[value]]);

  it.each<[Partial<ColumnSchema>, Value, string]>([
    [{ type: TDengineType.TINYINT, bytes: 1 }, 128, '128 is outside TINYINT'],
    [{ type: TDengineType.UINT, bytes: 4 }, -1, '-1 is outside UINT'],
    [{ type: TDengineType.INT, bytes: 4 }, 1.5, 'takes an integer'],
    [{ type: TDengineType.BOOL, bytes: 1 }, 1, 'takes a boolean'],
    [{ bytes: 5 }, 'four', "4 bytes are more than the column's 3"],
    [{ type: TDengineType.NCHAR }, '\ud800', 'lone surrogate'],
    [{ type: TDengineType.VARBINARY }, 'text', 'takes bytes'],
    [
      { type: TDengineType.DECIMAL64, bytes: 8, precision: 4, scale: 2 },
      '1.005',
      'more than 2 digits behind the point',
    ],
    [
      { type: TDengineType.DECIMAL64, bytes: 8, precision: 4, scale: 2 },
      '100.00',
      'more than 4 digits',
    ],
  ])(
    'refuses what does not fit the column: %j %p',
    (column, value, message) => {
      expect(encodeOne(column, value)).toThrow(message);
      expect(encodeOne(column, value)).toThrow(/^Column 'c', row 0: /);
    },
  );

  it('refuses rows of the wrong length', () => {
    expect(() => encodeBlock([int], [[1], [1, 2]])).toThrow(
      'Row 1 has 2 values for 1 columns',
    );
  });
});
