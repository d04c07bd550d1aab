import { crc32 } from 'node:zlib';
import {
  DamagedBackupError,
  decompressBlock,
} from 'backstage-plugin-tdengine-backup-node';
import { ColumnBlock } from 'tdengine-client';
import { ByteCursor } from './ByteCursor';
import { FrameHead } from './FrameHead';
import {
  decodeFooter,
  LARGEST_HEADER,
  NativeFooter,
  NativeHeader,
  START_MAGIC,
} from './nativeFormat';
import { checkColumns, parseNativeHeader } from './nativeHeader';

/**
 * Decompresses, checks and parses the block of a frame.
 *
 * @internal
 */
export async function readBlock(
  header: NativeHeader,
  head: FrameHead,
  stored: Buffer,
): Promise<ColumnBlock> {
  const raw = await readStored(header, head, stored);
  try {
    const block = ColumnBlock.parse(raw);
    if (block.rows !== head.rows) {
      throw new Error(
        `A block has ${block.rows} rows where its frame has ${head.rows}`,
      );
    }
    checkColumns(header, block);
    return block;
  } catch (error) {
    throw new DamagedBackupError('A block is damaged', error);
  }
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
  const raw = await decompressBlock(stored, header.compression, head.rawLength);
  if (crc32(raw) !== head.checksum) {
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
  const bytes = await cursor.take(length);
  if (!bytes) {
    throw new DamagedBackupError('It is cut short');
  }
  return bytes;
}
