import { ColumnBlock } from './ColumnBlock';
import { encodeBlock } from './encodeBlock';
import { freeMemory } from './freeMemory';
import { TDengineType } from './TDengineType';

describe('freeMemory', () => {
  it('gives memory back at once', () => {
    const bytes = Buffer.allocUnsafeSlow(1024 * 1024);
    const before = process.memoryUsage().arrayBuffers;
    freeMemory(bytes);
    expect(bytes.byteLength).toBe(0);
    expect(process.memoryUsage().arrayBuffers).toBeLessThanOrEqual(
      before - 1024 ** 2,
    );
  });

  it('leaves alone what Node shares', () => {
    const bytes = Buffer.allocUnsafe(1000).fill(7);
    freeMemory(bytes);
    expect(bytes).toEqual(Buffer.alloc(1000, 7));
  });
});

describe('a block', () => {
  const rows = Array.from({ length: 20_000 }, (_, row) => [BigInt(row)]);
  const bytes = () =>
    encodeBlock([{ name: 'v', type: TDengineType.BIGINT, bytes: 8 }], rows);

  it('gives its memory back where it is its own', () => {
    const block = ColumnBlock.parse(bytes(), { owned: true });
    expect(block.columns[0].value(19_999)).toBe(19_999n);
    block.release();
    expect(block.buffer.byteLength).toBe(0);
    // Nothing can be taken for a value.
    expect(() => block.columns[0].value(1)).toThrow(TypeError);
  });

  it('stays where others may look at it', () => {
    const block = ColumnBlock.parse(bytes());
    block.release();
    expect(block.columns[0].value(19_999)).toBe(19_999n);
  });
});
