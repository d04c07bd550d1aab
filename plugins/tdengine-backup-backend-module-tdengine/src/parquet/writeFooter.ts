import { CompressionAlgorithm } from 'backstage-plugin-tdengine-backup-node';
import {
  ParquetColumn,
  parquetColumn,
  TABLE_NAMES,
} from './columns/parquetColumn';
import { NO_CHECKSUM, putChecksum } from './footerChecksum';
import { WrittenChunk } from './packRowGroup';
import {
  CHECKSUM_KEY,
  Codec,
  Encoding,
  MAGIC,
  METADATA_KEY,
  ParquetHeader,
  RAW_TEXT_KEY,
  Repetition,
  RowGroup,
  TABLE_NAME_COLUMN,
  TRAILER_SIZE,
} from './parquetLayout';
import { encodeThrift } from './thrift/encodeThrift';
import {
  binary,
  bool,
  i32,
  i64,
  list,
  struct,
  text,
  ThriftValue,
} from './thrift/ThriftValue';

/**
 * The end of a file: its metadata, how long that is, and the magic.
 *
 * @param facts - `text`: of each column, whether all of its values are valid Unicode
 * @internal
 */
export function writeFooter(
  header: ParquetHeader,
  groups: ReadonlyArray<RowGroup<WrittenChunk>>,
  facts: { text: readonly boolean[]; algorithm: CompressionAlgorithm },
): Buffer {
  const columns = [
    { name: TABLE_NAME_COLUMN, column: TABLE_NAMES },
    ...header.columns.map((schema, index) => ({
      name: schema.name,
      column: parquetColumn(schema, {
        precision: header.precision,
        text: facts.text[index],
      }),
    })),
  ];
  const metadata = putChecksum(
    encodeThrift({
      1: i32(2),
      2: list([
        struct({ 4: text('schema'), 5: i32(columns.length) }),
        // The names of tables and the primary timestamp cannot be NULL.
        ...columns.map(({ name, column }, index) =>
          schemaElement(
            name,
            column,
            index < 2 ? Repetition.REQUIRED : Repetition.OPTIONAL,
          ),
        ),
      ]),
      3: i64(groups.reduce((sum, { rows }) => sum + rows, 0)),
      4: list(
        groups.map((group, ordinal) =>
          rowGroup(group, ordinal, columns, Codec[facts.algorithm]),
        ),
      ),
      5: list([
        keyValue(METADATA_KEY, JSON.stringify(header)),
        keyValue(CHECKSUM_KEY, NO_CHECKSUM),
      ]),
      6: text('TDengine Backup for Backstage'),
      // All columns in the order that their types define; without it no reader trusts the extremes.
      7: list(columns.map(() => struct({ 1: struct({}) }))),
    }),
  );
  const trailer = Buffer.alloc(TRAILER_SIZE);
  trailer.writeUInt32LE(metadata.byteLength);
  trailer.set(MAGIC, 4);
  return Buffer.concat([metadata, trailer]);
}

function schemaElement(
  name: string,
  column: ParquetColumn,
  repetition: number,
): ThriftValue {
  const { physical, length, converted, scale, precision, logical } = column;
  return struct({
    1: i32(physical),
    2: length === undefined ? undefined : i32(length),
    3: i32(repetition),
    4: text(name),
    6: converted === undefined ? undefined : i32(converted),
    7: scale === undefined ? undefined : i32(scale),
    8: precision === undefined ? undefined : i32(precision),
    10: logical,
  });
}

function rowGroup(
  { rows, columns: chunks }: RowGroup<WrittenChunk>,
  ordinal: number,
  columns: ReadonlyArray<{ name: string; column: ParquetColumn }>,
  codec: number,
): ThriftValue {
  const total = (size: 'raw' | 'stored') =>
    i64(chunks.reduce((sum, chunk) => sum + chunk[size], 0));
  return struct({
    1: list(
      chunks.map((chunk, index) =>
        struct({
          2: i64(chunk.offset),
          3: columnMetadata(chunk, rows, columns[index], codec),
        }),
      ),
    ),
    2: total('raw'),
    3: i64(rows),
    5: i64(chunks[0].offset),
    6: total('stored'),
    7: ordinal <= 0x7fff ? { type: 'i16', value: ordinal } : undefined,
  });
}

function columnMetadata(
  chunk: WrittenChunk,
  rows: number,
  { name, column }: { name: string; column: ParquetColumn },
  codec: number,
): ThriftValue {
  const { offset, dictionary, extremes, nulls } = chunk;
  const encodings =
    dictionary === undefined
      ? [column.encoding, Encoding.RLE]
      : [column.encoding, Encoding.PLAIN, Encoding.RLE];
  return struct({
    1: i32(column.physical),
    2: list(encodings.map(i32)),
    3: list([text(name)]),
    4: i32(codec),
    5: i64(rows),
    6: i64(chunk.raw),
    7: i64(chunk.stored),
    8: chunk.rawText ? list([keyValue(RAW_TEXT_KEY, 'ucs-4le')]) : undefined,
    9: i64(offset + (dictionary ?? 0)),
    11: dictionary === undefined ? undefined : i64(offset),
    12: struct({
      3: i64(nulls),
      5: extremes && binary(extremes.greatest),
      6: extremes && binary(extremes.least),
      7: extremes && bool(true),
      8: extremes && bool(true),
    }),
  });
}

function keyValue(key: string, value: string): ThriftValue {
  return struct({ 1: text(key), 2: text(value) });
}
