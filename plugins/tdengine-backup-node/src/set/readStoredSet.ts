import { posix } from 'node:path';
import { StorageTarget } from '../target';
import { BackupSetDescription, describeMetadata } from './describeBackupSet';
import { findMetadata } from './findMetadata';
import { BackupSetLocation } from './openBackupSet';

/**
 * An object of a set as it lies on a target, whatever is in it.
 *
 * @public
 */
export interface StoredObject {
  key: string;
  size: number;
  /** Of the bytes as they are stored, in hex. */
  sha256: string;
}

/**
 * A published set as it is stored: its `metadata.json`, byte by byte, and the objects that this vouches for.
 *
 * @public
 */
export interface StoredSet {
  metadata: { key: string; bytes: Buffer };
  description: BackupSetDescription;
  objects: StoredObject[];
}

/**
 * Reads which objects a published set consists of. Needs no key of an encrypted one. Errors are those of
 * {@link describeBackupSet}.
 *
 * @public
 */
export async function readStoredSet(options: {
  target: StorageTarget;
  location: BackupSetLocation;
  signal: AbortSignal;
}): Promise<StoredSet> {
  const { prefix } = options.location;
  const found = await findMetadata(options);
  const description = await describeMetadata(found);
  const { archive, files } = description;
  return {
    metadata: { key: found.key, bytes: found.bytes },
    description,
    objects: archive
      ? [
          {
            key: posix.join(posix.dirname(prefix), archive.file),
            size: archive.size,
            sha256: archive.sha256,
          },
        ]
      : files.map(({ path, size, sha256 }) => ({
          key: `${prefix}/${path}`,
          size,
          sha256,
        })),
  };
}
