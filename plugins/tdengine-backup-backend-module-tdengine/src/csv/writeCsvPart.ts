import { NumbersByName, Part } from 'backstage-plugin-tdengine-backup-node';
import { ColumnBlock } from 'tdengine-client';
import { textPart } from '../backup/textPart';
import { compressedExtension } from '../backup/unitPaths';
import { WritePartsOptions } from '../formats/PartFormat';
import { PeekableBlocks } from '../formats/PeekableBlocks';
import { csvHeader, rowsToCsv } from './csvLines';

/**
 * Writes the blocks of a unit as one CSV part; none where there are no rows.
 *
 * @internal
 */
export async function* writeCsvPart(
  blocks: AsyncIterable<ColumnBlock>,
  options: WritePartsOptions,
): AsyncGenerator<Part> {
  const { facts, compression } = options;
  const source = PeekableBlocks.create(blocks);
  const tables = NumbersByName.create();
  let rows = 0;
  async function* lines(): AsyncGenerator<string> {
    yield csvHeader(facts.columnNames);
    for (;;) {
      const block = await source.take();
      if (!block) {
        return;
      }
      const runs = facts.tableNames
        ? block.runs(0).map(({ key, from, to }) => ({ table: key, from, to }))
        : [{ table: facts.table, from: 0, to: block.rows }];
      for (const { table, from, to } of runs) {
        tables.add(table, to - from);
      }
      rows += block.rows;
      options.onBlock(block);
      yield rowsToCsv(block.columns.slice(facts.tableNames ? 1 : 0), runs);
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
