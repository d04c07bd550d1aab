import { assertReadableJson } from 'backstage-plugin-tdengine-backup-node';
import { ColumnSchema, Precision } from 'tdengine-client';

/**
 * Layout of native part files, see docs/native-part-format.md. All integers are little-endian.
 *
 * ```
 * magic "TDBPART1" | u32 header length | header (JSON)
 * frames:  u32 raw length | u32 stored length | u32 rows | u32 CRC-32 of the raw bytes | stored bytes
 * footer:  u32 0          | u32 stored length | u32 raw length | u32 CRC-32 of the raw bytes | stored bytes (JSON)
 * trailer: u64 offset of the footer | magic "TDBPEND1"
 * ```
 */
export const START_MAGIC = Buffer.from('TDBPART1', 'latin1');
export const END_MAGIC = Buffer.from('TDBPEND1', 'latin1');
export const FRAME_HEAD_SIZE = 16;
export const TRAILER_SIZE = 16;

/** Nothing that was written is larger; what claims to be is damaged, and must not cost memory. */
export const LARGEST_FRAME = 256 * 1024 * 1024;
/** 4096 columns have less than a fourth of it. */
export const LARGEST_HEADER = 4 * 1024 * 1024;

/** A part whose footer has as many names and numbers is closed; what comes on top is within the bounds of what {@link decodeFooter} reads. */
export const TARGET_FOOTER_ITEMS = 1_000_000;

/**
 * What a native part tells of itself before its rows.
 *
 * @internal
 */
export interface NativeHeader {
  format: 'tdengine-native';
  version: 1;
  database: string;
  table: string;
  /** Whether the rows are those of child tables, whose names the frames tell. */
  tableNames: boolean;
  precision: Precision;
  /** The primary timestamp first. */
  columns: ColumnSchema[];
  compression: 'none' | 'gzip' | 'zstd';
}

/**
 * Consecutive rows of one table.
 *
 * @internal
 */
export interface TableRun {
  /** Number of the table in the part. */
  table: number;
  rows: number;
}

/**
 * One frame in a part's index.
 *
 * @internal
 */
export interface NativeFrameIndex {
  /** Where its head begins. */
  offset: number;
  rows: number;
  /** Of the primary timestamp. */
  first: bigint;
  last: bigint;
  /** Numbers of the tables that have rows in it, ascending; none in a part of a normal table. */
  tables: number[];
}

/**
 * What a native part tells of itself after its rows.
 *
 * @internal
 */
export interface NativeFooter {
  rows: number;
  rawBytes: number;
  /** Names of the child tables that have rows in it, by their numbers. */
  tables: string[];
  frames: NativeFrameIndex[];
}

interface StoredFooter {
  rows: number;
  rawBytes: number;
  tables: string[];
  frames: Array<[number, number, string, string, number[]]>;
}

/**
 * @internal
 */
export function encodeFooter(footer: NativeFooter): Buffer {
  const stored: StoredFooter = {
    ...footer,
    frames: footer.frames.map(({ offset, rows, first, last, tables }) => [
      offset,
      rows,
      first.toString(),
      last.toString(),
      tables,
    ]),
  };
  return Buffer.from(JSON.stringify(stored), 'utf8');
}

/**
 * @throws Error where it is not a footer, or one of more than any part has
 * @internal
 */
export function decodeFooter(bytes: Uint8Array): NativeFooter {
  assertReadableJson(bytes, 'the footer');
  const stored = JSON.parse(
    Buffer.from(bytes).toString('utf8'),
  ) as StoredFooter;
  if (
    !Array.isArray(stored.tables) ||
    stored.tables.some(name => typeof name !== 'string') ||
    !Array.isArray(stored.frames) ||
    !isCount(stored.rows) ||
    !isCount(stored.rawBytes)
  ) {
    throw new TypeError('The footer lacks its lists or counts');
  }
  return {
    rows: stored.rows,
    rawBytes: stored.rawBytes,
    tables: stored.tables,
    frames: stored.frames.map(([offset, rows, first, last, tables]) => {
      if (!isCount(offset) || !isCount(rows) || !Array.isArray(tables)) {
        throw new TypeError('A frame in the footer lacks its position');
      }
      if (!isTime(first) || !isTime(last)) {
        throw new TypeError('A frame in the footer lacks its range of time');
      }
      return { offset, rows, first: BigInt(first), last: BigInt(last), tables };
    }),
  };
}

function isTime(value: unknown): boolean {
  return typeof value === 'string' && /^-?\d{1,20}$/.test(value);
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
