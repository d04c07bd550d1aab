import { crc32 } from 'node:zlib';
import { CHECKSUM_KEY } from './parquetLayout';

/** What stands for the checksum while it is computed. */
export const NO_CHECKSUM = '00000000';

/**
 * Puts into metadata the CRC-32 of itself with zeros in its place. Parquet has checksums for pages only, and where a
 * footer is damaged, sound pages are read as something else.
 *
 * @param metadata - with {@link NO_CHECKSUM} as the value of its last key
 * @internal
 */
export function putChecksum(metadata: Buffer): Buffer {
  metadata.write(checksumOf(metadata), placeOf(metadata)!, 'latin1');
  return metadata;
}

/**
 * Whether metadata is as it was written.
 *
 * @internal
 */
export function hasRightChecksum(metadata: Uint8Array): boolean {
  const copy = Buffer.from(metadata);
  const at = placeOf(copy);
  if (at === undefined) {
    return false;
  }
  const found = copy.toString('latin1', at, at + NO_CHECKSUM.length);
  copy.write(NO_CHECKSUM, at, 'latin1');
  return found === checksumOf(copy);
}

function checksumOf(metadata: Buffer): string {
  return crc32(metadata).toString(16).padStart(NO_CHECKSUM.length, '0');
}

/** Behind the last mention of the key: those before are names or values of columns. */
function placeOf(metadata: Buffer): number | undefined {
  const at = metadata.lastIndexOf(CHECKSUM_KEY);
  // Type and length of the value stand between.
  const value = at + CHECKSUM_KEY.length + 2;
  return at < 0 || value + NO_CHECKSUM.length > metadata.byteLength
    ? undefined
    : value;
}
