import { Part, PartSummary } from 'backstage-plugin-tdengine-backup-node';
import { ColumnBlock, ColumnSchema } from 'tdengine-client';
import { PartFacts, WritePartsOptions } from './PartFormat';
import { PeekableBlocks } from './PeekableBlocks';

/** Between the 16 and 64 MB a set wants. */
const TARGET_BYTES = 32 * 1024 * 1024;

/**
 * Writes one part of a unit.
 *
 * @internal
 */
export interface PartWriter {
  /** The bytes of the part; takes blocks until there are no more or the part is large enough. */
  write(
    blocks: PeekableBlocks,
    onBlock: (block: ColumnBlock) => void,
  ): AsyncIterable<Uint8Array>;
  /** Whether the content has been read to its end. */
  readonly finished: boolean;
  /** Valid once it is finished. */
  summary(): PartSummary;
}

/**
 * What a part tells of its table, the types of the columns included.
 *
 * @internal
 */
export type TypedFacts = Omit<PartFacts, 'columnNames'> & {
  /** The primary timestamp first. */
  columns: ColumnSchema[];
};

/**
 * Writes the blocks of a unit as parts, one begun when the one before is full. Nothing is read ahead of what the reader of
 * the parts asks for, but one block.
 *
 * @param extension - of the files, with the point
 * @param begin - makes the writer of the next part
 * @internal
 */
export async function* writeParts(
  blocks: AsyncIterable<ColumnBlock>,
  options: WritePartsOptions,
  extension: string,
  begin: (facts: TypedFacts, targetBytes: number) => PartWriter,
): AsyncGenerator<Part> {
  const source = PeekableBlocks.create(blocks);
  try {
    for (let number = 1; ; number++) {
      const first = await source.peek();
      if (!first) {
        return;
      }
      const writer = begin(
        typedFacts(first, options.facts),
        options.targetBytes ?? TARGET_BYTES,
      );
      yield {
        path: `${options.path}-${String(number).padStart(3, '0')}${extension}`,
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

function typedFacts(
  block: ColumnBlock,
  { columnNames, ...facts }: PartFacts,
): TypedFacts {
  const first = facts.tableNames ? 1 : 0;
  return {
    ...facts,
    columns: columnNames.map((name, index) => ({
      name,
      ...block.columns[index + first].schema,
    })),
  };
}
