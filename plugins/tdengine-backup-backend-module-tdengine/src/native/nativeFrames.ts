import { crc32 } from 'node:zlib';
import {
  DamagedBackupError,
  decompressBlock,
  inStage,
  inStageSync,
} from 'backstage-plugin-tdengine-backup-node';
import { ColumnBlock, freeMemory } from 'tdengine-client';
import { ByteCursor } from './ByteCursor';
import { DecodedFrame, decodeFrame } from './decodeFrame';
import { FrameHead } from './FrameHead';
import {
  decodeFooter,
  LARGEST_HEADER,
  NativeFooter,
  NativeHeader,
  START_MAGIC,
} from './nativeFormat';
import { parseNativeHeader } from './nativeHeader';

/**
 * Rows of a part, with the table each run of them belongs to.
 *
 * @internal
 */
export interface NativeRows {
  header: NativeHeader;
  /** The columns of the header. */
  block: ColumnBlock;
  runs: Array<{ table: string; from: number; to: number }>;
  /** Bytes of the frame before compression. */
  rawBytes: number;
}

/**
 * Decompresses, checks and decodes a frame. Its block is owned.
 *
 * @param tables - names by number: those of the frames before, to which the frame's own are added, or all of the part
 * @internal
 */
export async function readFrame(
  header: NativeHeader,
  head: FrameHead,
  stored: Buffer,
  tables: { names: string[]; complete: boolean },
): Promise<NativeRows> {
  const raw = await readStored(header, head, stored);
  try {
    const frame = inStageSync('decode', () => decodeFrame(raw, header.columns));
    if (header.compression !== 'none') {
      freeMemory(raw);
    }
    if (frame.block.rows !== head.rows) {
      throw new Error(
        `A frame has ${frame.block.rows} rows where its head has ${head.rows}`,
      );
    }
    if (!tables.complete) {
      tables.names.push(...frame.newTables);
    }
    return {
      header,
      block: frame.block,
      runs: header.tableNames
        ? nameRuns(frame, tables.names)
        : [{ table: header.table, from: 0, to: head.rows }],
      rawBytes: head.rawLength,
    };
  } catch (error) {
    throw new DamagedBackupError('A frame is damaged', error);
  }
}

function nameRuns(
  { block, runs }: DecodedFrame,
  names: readonly string[],
): NativeRows['runs'] {
  let from = 0;
  const named = runs.map(({ table, rows }) => {
    const start = from;
    from += rows;
    if (names[table] === undefined) {
      throw new Error(`There is no table ${table}`);
    }
    return { table: names[table], from: start, to: from };
  });
  if (from !== block.rows) {
    throw new Error(`Only ${from} of ${block.rows} rows belong to a table`);
  }
  return named;
}

/**
 * Decompresses, checks and parses the footer.
 *
 * @internal
 */
export async function readFooter(
  header: NativeHeader,
  head: FrameHead,
  stored: Buffer,
): Promise<NativeFooter> {
  const raw = await readStored(header, head, stored);
  try {
    return decodeFooter(raw);
  } catch (error) {
    throw new DamagedBackupError('The footer is damaged', error);
  }
}

/**
 * Reads magic and header.
 *
 * @internal
 */
export async function readHeader(cursor: ByteCursor): Promise<NativeHeader> {
  const start = await needed(cursor, START_MAGIC.byteLength + 4);
  if (!start.subarray(0, START_MAGIC.byteLength).equals(START_MAGIC)) {
    throw new DamagedBackupError('It is not a native part file');
  }
  const length = start.readUInt32LE(START_MAGIC.byteLength);
  if (length > LARGEST_HEADER) {
    throw new DamagedBackupError(`It claims a header of ${length} bytes`);
  }
  const bytes = await needed(cursor, length);
  try {
    return parseNativeHeader(bytes);
  } catch (error) {
    throw new DamagedBackupError('Its header cannot be read', error);
  }
}

async function readStored(
  header: NativeHeader,
  head: FrameHead,
  stored: Buffer,
): Promise<Buffer> {
  const raw = await inStage('decompress', () =>
    decompressBlock(stored, header.compression, head.rawLength),
  );
  if (inStageSync('decode', () => crc32(raw)) !== head.checksum) {
    throw new DamagedBackupError('The checksum of a frame does not fit');
  }
  return raw;
}

/**
 * Exactly as many bytes of a part.
 *
 * @throws DamagedBackupError where it ends before
 * @internal
 */
export async function needed(
  cursor: ByteCursor,
  length: number,
): Promise<Buffer> {
  const bytes = await inStage('read', () => cursor.take(length));
  if (!bytes) {
    throw new DamagedBackupError('It is cut short');
  }
  return bytes;
}
