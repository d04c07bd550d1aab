import fc from 'fast-check';
import { tables } from '../__testUtils__/arbitraries';
import { assembleBlock, type AssembledColumn } from './assembleBlock';
import type { BlockColumn } from './BlockColumn';
import { ColumnBlock } from './ColumnBlock';
import { encodeBlock } from './encodeBlock';
import { fixedSizeOf, TDengineType } from './TDengineType';

function partsOf(column: BlockColumn): AssembledColumn {
  const type = column.schema;
  if (fixedSizeOf(type.type) !== undefined) {
    return { type, ...column.fixedParts() };
  }
  const lengths = new Int32Array(column.rows);
  const values = new Uint8Array(column.readLengths(lengths, 0));
  column.copyValues(values, 0);
  return { type, lengths, values };
}

describe('assembleBlock', () => {
  it('puts any block together again from its columns', () => {
    fc.assert(
      fc.property(tables, ({ columns, rows }) => {
        const bytes = encodeBlock(columns, rows);
        const block = ColumnBlock.parse(bytes);
        expect(
          Buffer.from(assembleBlock(block.rows, block.columns.map(partsOf))),
        ).toEqual(Buffer.from(bytes));
      }),
    );
  });

  it('refuses parts that are not those of the rows', () => {
    const int = { type: TDengineType.INT, bytes: 4 };
    const text = { type: TDengineType.VARCHAR, bytes: 10 };
    const bytes = (length: number) => new Uint8Array(length);
    expect(() =>
      assembleBlock(9, [{ type: int, nulls: bytes(1), values: bytes(36) }]),
    ).toThrow(/column 1 are not those of 9 rows/);
    expect(() =>
      assembleBlock(1, [{ type: text, nulls: bytes(1), values: bytes(4) }]),
    ).toThrow(RangeError);
    for (const lengths of [[3], [2, 2], [-2, 3], [70_000, -1]]) {
      expect(() =>
        assembleBlock(2, [
          { type: text, lengths: Int32Array.from(lengths), values: bytes(3) },
        ]),
      ).toThrow(RangeError);
    }
  });

  it('tells columns of fixed size and of variable length apart', () => {
    const block = ColumnBlock.parse(
      encodeBlock(
        [
          { name: 'v', type: TDengineType.INT, bytes: 4 },
          { name: 's', type: TDengineType.VARCHAR, bytes: 10 },
        ],
        [[1, 'x']],
      ),
    );
    const [fixed, variable] = block.columns;
    expect(() => variable.fixedParts()).toThrow(TypeError);
    expect(() => fixed.readLengths(new Int32Array(1), 0)).toThrow(TypeError);
    expect(() => fixed.copyValues(bytesOf(1), 0)).toThrow(TypeError);
  });
});

function bytesOf(length: number): Uint8Array {
  return new Uint8Array(length);
}
