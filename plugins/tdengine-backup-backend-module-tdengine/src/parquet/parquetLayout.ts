import { ColumnSchema, Precision } from 'tdengine-client';
import { Extremes } from './columns/statistics';

/** Codes of the Parquet format, `src/main/thrift/parquet.thrift` of apache/parquet-format 2.11. */
export const MAGIC = Buffer.from('PAR1', 'latin1');
/** The length of the footer, and the magic again. */
export const TRAILER_SIZE = 8;

export const PhysicalType = {
  BOOLEAN: 0,
  INT32: 1,
  INT64: 2,
  FLOAT: 4,
  DOUBLE: 5,
  BYTE_ARRAY: 6,
  FIXED_LEN_BYTE_ARRAY: 7,
} as const;

export const Encoding = {
  PLAIN: 0,
  RLE: 3,
  DELTA_BINARY_PACKED: 5,
  DELTA_LENGTH_BYTE_ARRAY: 6,
  RLE_DICTIONARY: 8,
  BYTE_STREAM_SPLIT: 9,
} as const;

export const Codec = { none: 0, gzip: 2, zstd: 6 } as const;

export const PageType = { DATA: 0, DICTIONARY: 2 } as const;

export const Repetition = { REQUIRED: 0, OPTIONAL: 1 } as const;

/** Key of the metadata of a file in which TDengine's own types stand. */
export const METADATA_KEY = 'tdengine';
/** Key of the metadata of a column in a row group whose text is kept as the bytes that TDengine had. */
export const RAW_TEXT_KEY = 'tdengine.text';

/** Key of the metadata of a file that holds the checksum of all metadata, the last of them. */
export const CHECKSUM_KEY = 'tdengine.crc32';

/** Name of the first column. */
export const TABLE_NAME_COLUMN = 'tbname';

/** Nothing that was written unpacks to more; what claims to be is damaged, and must not cost memory. */
export const LARGEST_GROUP = 256 * 1024 * 1024;

/** Parts are closed at 32 MiB, and one row group more. */
export const LARGEST_PART = 1024 * 1024 * 1024;

/** A part of as many columns of row groups is closed: those of NULLs take more room in the footer than before it. */
export const TARGET_CHUNKS = 20_000;

/** Each takes some forty values and 700 bytes at most; two more row groups of 4097 come on top. */
export const MOST_FOOTER_VALUES = 4_000_000;
export const LARGEST_FOOTER = 32 * 1024 * 1024;

/**
 * What a part tells of its rows, as JSON in its metadata.
 *
 * @internal
 */
export interface ParquetHeader {
  format: 'tdengine-parquet';
  version: 1;
  database: string;
  table: string;
  /** Whether the rows are those of child tables. */
  tableNames: boolean;
  precision: Precision;
  /** Without that of the table names, the primary timestamp first. */
  columns: ColumnSchema[];
}

/**
 * One column of a row group.
 *
 * @internal
 */
export interface ColumnChunk {
  /** Where its first page begins. */
  offset: number;
  /** Bytes of all its pages with their heads, as stored and before compression. */
  stored: number;
  raw: number;
  /** Text of which some is no Unicode: the bytes of all values are those of TDengine's block. */
  rawText: boolean;
  extremes?: Extremes;
}

/**
 * One row group.
 *
 * @internal
 */
export interface RowGroup<Chunk extends ColumnChunk = ColumnChunk> {
  rows: number;
  /** That of the table names first. */
  columns: Chunk[];
}
