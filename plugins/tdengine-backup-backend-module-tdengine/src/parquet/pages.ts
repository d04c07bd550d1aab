import { crc32 } from 'node:zlib';
import {
  CompressionAlgorithm,
  compressBlock,
  CompressionSettings,
  DamagedBackupError,
  decompressBlock,
} from 'backstage-plugin-tdengine-backup-node';
import { Encoding, PageType } from './parquetLayout';
import { ByteReader } from './thrift/ByteReader';
import { encodeThrift } from './thrift/encodeThrift';
import { ThriftStruct } from './thrift/ThriftStruct';
import { i32, struct } from './thrift/ThriftValue';

/** Other software's statistics of a page included. */
const MOST_HEAD_VALUES = 100;
/** That of a dictionary, and one of rows. */
const MOST_PAGES = 2;

/**
 * A page before compression.
 *
 * @internal
 */
export interface PlainPage {
  type: number;
  bytes: Buffer;
  values: number;
  encoding: number;
}

/**
 * Compresses a page, on another thread, and puts its head before it.
 *
 * @returns the head and the page; and how long both are before compression
 * @internal
 */
export async function packPage(
  { type, bytes, values, encoding }: PlainPage,
  compression: CompressionSettings,
): Promise<{ chunks: Buffer[]; raw: number }> {
  const stored = await compressBlock(bytes, compression);
  const head = encodeThrift({
    1: i32(type),
    2: i32(bytes.byteLength),
    3: i32(stored.byteLength),
    4: i32(crc32(stored) | 0),
    ...(type === PageType.DATA
      ? {
          5: struct({
            1: i32(values),
            2: i32(encoding),
            3: i32(Encoding.RLE),
            4: i32(Encoding.RLE),
          }),
        }
      : { 7: struct({ 1: i32(values), 2: i32(encoding) }) }),
  });
  return { chunks: [head, stored], raw: head.byteLength + bytes.byteLength };
}

/**
 * Finds the pages of a column and checks their checksums.
 *
 * @param chunk - all pages of the column with their heads
 * @param raw - bytes of all of them before compression
 * @returns how each is decompressed, which is done on other threads
 * @throws DamagedBackupError
 * @internal
 */
export function findPages(
  chunk: Buffer,
  raw: number,
): Array<{
  type: number;
  values: number;
  encoding: number;
  unpack: (algorithm: CompressionAlgorithm) => Promise<Buffer>;
}> {
  const reader = ByteReader.create(chunk);
  const pages = [];
  let left = raw;
  while (reader.left > 0) {
    if (pages.length === MOST_PAGES) {
      throw new DamagedBackupError('A column has more pages than its own');
    }
    const start = reader.position;
    const head = ThriftStruct.parse(reader, MOST_HEAD_VALUES);
    const length = head.count(2);
    left -= length + reader.position - start;
    const stored = reader.take(head.count(3));
    if (left < 0) {
      throw new DamagedBackupError(
        'A page claims more bytes than were written',
      );
    }
    if (head.number(4) !== (crc32(stored) | 0)) {
      throw new DamagedBackupError('The checksum of a page does not fit');
    }
    const type = head.count(1);
    const details = head.struct(type === PageType.DATA ? 5 : 7);
    pages.push({
      type,
      values: details.count(1),
      encoding: details.count(2),
      unpack: (algorithm: CompressionAlgorithm) =>
        decompressBlock(stored, algorithm, length),
    });
  }
  return pages;
}
