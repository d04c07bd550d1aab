import {
  CompressionSettings,
  Part,
} from 'backstage-plugin-tdengine-backup-node';
import { ColumnBlock } from 'tdengine-client';
import { textPart } from '../backup/textPart';
import { compressedExtension } from '../backup/unitPaths';
import { NativeHeaderFacts } from '../native/nativeFormat';
import { PeekableBlocks } from '../native/PeekableBlocks';
import { blockToCsv, csvHeader } from './csvLines';

/**
 * Writes the blocks of a unit as one CSV part; none where there are no rows.
 *
 * @internal
 */
export async function* writeCsvPart(
  blocks: AsyncIterable<ColumnBlock>,
  options: {
    /** Path of the part without extension. */
    path: string;
    facts: NativeHeaderFacts;
    compression: CompressionSettings;
    onBlock: (block: ColumnBlock) => void;
  },
): AsyncGenerator<Part> {
  const { facts, compression } = options;
  const source = PeekableBlocks.create(blocks);
  const tables = new Map<string, number>();
  let rows = 0;
  async function* lines(): AsyncGenerator<string> {
    yield csvHeader(facts.columnNames);
    for (;;) {
      const block = await source.take();
      if (!block) {
        return;
      }
      const runs = facts.tableNames
        ? block.runs(0)
        : [{ key: facts.table, from: 0, to: block.rows }];
      for (const { key, from, to } of runs) {
        tables.set(key, (tables.get(key) ?? 0) + to - from);
      }
      rows += block.rows;
      options.onBlock(block);
      yield blockToCsv(block, facts.tableNames ? undefined : facts.table);
    }
  }
  try {
    if (await source.peek()) {
      yield textPart({
        path: `${options.path}.csv${compressedExtension(
          compression.algorithm,
        )}`,
        kind: 'rows',
        lines: lines(),
        compression,
        summary: () => ({ rows, tables }),
      });
    }
  } finally {
    await source.close();
  }
}
