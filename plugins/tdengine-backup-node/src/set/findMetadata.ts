import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import { NotFoundError } from '@backstage/errors';
import { StorageTarget } from '../target';
import { readBytes } from './byteStreams';
import { EncryptedSetHeader } from './encryption/EncryptedSetHeader';
import { DamagedBackupError } from './errors';
import { MAXIMUM_METADATA_BYTES } from './metadataLimits';
import { parseMetadata } from './parseManifest';
import { PublishedMetadata } from './PublishedMetadata';
import { isArchivePath, KnownLocation, metadataPath } from './setPaths';

/**
 * The `metadata.json` of a published set.
 *
 * @internal
 */
export interface FoundMetadata {
  key: string;
  bytes: Buffer;
  metadata: PublishedMetadata | EncryptedSetHeader;
}

/**
 * Throws a NotFoundError where there is none, the errors of {@link parseManifest}, and a DamagedBackupError for another
 * one than the expected one, or one that names the archive of another set: that would be copied, and written over, as
 * its own.
 *
 * @internal
 */
export async function findMetadata(options: {
  target: StorageTarget;
  location: KnownLocation;
  signal: AbortSignal;
}): Promise<FoundMetadata> {
  const { target, location, signal } = options;
  const key = metadataPath(location.prefix, location.packaging);
  if (!(await target.stat(key, { signal }))) {
    throw new NotFoundError(
      `There is no backup at '${location.prefix}' on target '${target.name}': '${key}' is missing`,
    );
  }
  const bytes = await readBytes(await target.read(key, { signal }), {
    name: key,
    maximumBytes: MAXIMUM_METADATA_BYTES,
  });
  const metadata = await parseExpected(bytes, location.metadataSha256, key);
  assertOwnArchive(location, metadata, key);
  return { key, bytes, metadata };
}

/**
 * @internal
 */
export function isHeader(
  metadata: PublishedMetadata | EncryptedSetHeader,
): metadata is EncryptedSetHeader {
  return 'encryption' in metadata;
}

/**
 * The SHA-256 that pins a set, see {@link BackupSetLocation.metadataSha256}.
 *
 * @internal
 */
export function pinOf(
  bytes: Buffer,
  metadata: PublishedMetadata | EncryptedSetHeader,
): string {
  return isHeader(metadata)
    ? metadata.manifest.sha256
    : createHash('sha256').update(bytes).digest('hex');
}

async function parseExpected(
  bytes: Buffer,
  expected: string | undefined,
  key: string,
): Promise<PublishedMetadata | EncryptedSetHeader> {
  const another = () =>
    new DamagedBackupError(
      `'${key}' is not the one that was published: its SHA-256 differs from the recorded one`,
    );
  let metadata: PublishedMetadata | EncryptedSetHeader;
  try {
    metadata = await parseMetadata(bytes, { from: key });
  } catch (error) {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    throw expected === undefined || expected === sha256 ? error : another();
  }
  if (expected !== undefined && pinOf(bytes, metadata) !== expected) {
    throw another();
  }
  return metadata;
}

function assertOwnArchive(
  { prefix, packaging }: KnownLocation,
  { archive }: PublishedMetadata | EncryptedSetHeader,
  key: string,
): void {
  if (packaging === 'folder' || archive === undefined) {
    return;
  }
  const named = posix.join(posix.dirname(prefix), archive.file);
  if (!isArchivePath(prefix, named)) {
    throw new DamagedBackupError(
      `'${key}' names the archive '${named}', which is not its own: the two are called as they were written`,
    );
  }
}
