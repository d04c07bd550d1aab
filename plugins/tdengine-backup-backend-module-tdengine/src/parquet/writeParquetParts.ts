import { Part } from 'backstage-plugin-tdengine-backup-node';
import { ColumnBlock } from 'tdengine-client';
import { PartFacts, WritePartsOptions } from '../formats/PartFormat';
import { PeekableBlocks } from '../formats/PeekableBlocks';
import { ParquetHeader } from './parquetLayout';
import { ParquetPartWriter } from './ParquetPartWriter';

/** Between the 16 and 64 MB a set wants. */
const TARGET_BYTES = 32 * 1024 * 1024;

/**
 * Writes the blocks of a unit as Parquet files, one begun when the one before is full. Nothing is read ahead of what the
 * reader of the parts asks for, but one block.
 *
 * @internal
 */
export async function* writeParquetParts(
  blocks: AsyncIterable<ColumnBlock>,
  options: WritePartsOptions,
): AsyncGenerator<Part> {
  const source = PeekableBlocks.create(blocks);
  try {
    for (let number = 1; ; number++) {
      const first = await source.peek();
      if (!first) {
        return;
      }
      const writer = ParquetPartWriter.create({
        header: headerOf(first, options.facts),
        compression: options.compression,
        targetBytes: options.targetBytes ?? TARGET_BYTES,
      });
      yield {
        path: `${options.path}-${String(number).padStart(3, '0')}.parquet`,
        kind: 'rows',
        content: writer.write(source, options.onBlock),
        summary: () => writer.summary(),
      };
      if (!writer.finished) {
        throw new Error(
          `Part ${number} of '${options.path}' was not read to its end before the next one was asked for`,
        );
      }
    }
  } finally {
    await source.close();
  }
}

function headerOf(
  block: ColumnBlock,
  { columnNames, ...facts }: PartFacts,
): ParquetHeader {
  const first = facts.tableNames ? 1 : 0;
  return {
    format: 'tdengine-parquet',
    version: 1,
    ...facts,
    columns: columnNames.map((name, index) => ({
      name,
      ...block.columns[index + first].schema,
    })),
  };
}
