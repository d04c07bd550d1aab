import { CompressionSettings } from 'backstage-plugin-tdengine-backup-node';
import { ColumnSchema } from 'tdengine-client';
import { parquetColumn } from './columns/parquetColumn';
import { bytesExtremes } from './columns/statistics';
import { packPage, PlainPage } from './pages';
import { ColumnChunk, Encoding, PageType } from './parquetLayout';
import { EncodedGroup } from './RowGroupBuilder';

/**
 * What is told of a column beside what is needed to read it.
 *
 * @internal
 */
export interface WrittenChunk extends ColumnChunk {
  /** Bytes from its start to its data page, where a dictionary comes first. */
  dictionary?: number;
  nulls: number;
}

/**
 * A row group as it is stored.
 *
 * @internal
 */
export interface PackedGroup {
  bytes: Buffer[];
  rows: number;
  /** Offsets are from the start of the group. */
  columns: WrittenChunk[];
}

/**
 * Compresses the pages of a row group on other threads.
 *
 * @internal
 */
export async function packRowGroup(
  { rows, tableNames, columns }: EncodedGroup,
  schema: readonly ColumnSchema[],
  compression: CompressionSettings,
): Promise<PackedGroup> {
  const pages: PlainPage[][] = [
    [
      {
        type: PageType.DICTIONARY,
        bytes: tableNames.dictionary,
        values: tableNames.names.length,
        encoding: Encoding.PLAIN,
      },
      {
        type: PageType.DATA,
        bytes: tableNames.page,
        values: rows,
        encoding: Encoding.RLE_DICTIONARY,
      },
    ],
    ...columns.map(({ page }, index) => [
      {
        type: PageType.DATA,
        bytes: page,
        values: rows,
        encoding: parquetColumn(schema[index], { precision: 'ms', text: true })
          .encoding,
      },
    ]),
  ];
  const facts = [
    { nulls: 0, rawText: false, extremes: nameExtremes(tableNames.names) },
    ...columns,
  ];
  const packed = await Promise.all(
    pages.map(own => Promise.all(own.map(page => packPage(page, compression)))),
  );
  let offset = 0;
  const chunks = packed.map((own, index): WrittenChunk => {
    const lengths = own.map(
      ({ chunks: [head, stored] }) => head.byteLength + stored.byteLength,
    );
    const stored = lengths.reduce((sum, length) => sum + length, 0);
    const { nulls, rawText, extremes } = facts[index];
    const chunk = {
      offset,
      stored,
      raw: own.reduce((sum, { raw }) => sum + raw, 0),
      nulls,
      rawText,
      ...(extremes && { extremes }),
      ...(own.length > 1 && { dictionary: lengths[0] }),
    };
    offset += stored;
    return chunk;
  });
  return {
    bytes: packed.flatMap(own => own.flatMap(page => page.chunks)),
    rows,
    columns: chunks,
  };
}

function nameExtremes(names: readonly string[]) {
  const bytes = names.map(name => Buffer.from(name, 'utf8'));
  return bytesExtremes(
    Buffer.concat(bytes),
    Int32Array.from(bytes, ({ byteLength }) => byteLength),
  );
}
