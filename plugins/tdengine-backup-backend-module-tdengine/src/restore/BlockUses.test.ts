import { ColumnBlock, encodeBlock, TDengineType } from 'tdengine-client';
import { BlockUses } from './BlockUses';

function createBlock(): ColumnBlock {
  const rows = Array.from({ length: 20_000 }, () => [1n]);
  return ColumnBlock.parse(
    encodeBlock([{ name: 'v', type: TDengineType.BIGINT, bytes: 8 }], rows),
    { owned: true },
  );
}

describe('BlockUses', () => {
  it('gives a block back after its last use, and not before', () => {
    const uses = BlockUses.create();
    const [block, other] = [createBlock(), createBlock()];
    uses.add(block);
    uses.add(other);
    uses.add(block);
    uses.end(block);
    expect(block.buffer.byteLength).toBeGreaterThan(0);
    uses.end(block);
    expect(block.buffer.byteLength).toBe(0);
    expect(other.buffer.byteLength).toBeGreaterThan(0);
  });

  it('leaves a block alone that it does not know', () => {
    const block = createBlock();
    BlockUses.create().end(block);
    expect(block.buffer.byteLength).toBeGreaterThan(0);
  });
});
