import { createHash } from 'node:crypto';
import { StorageTarget } from '../target';
import { Packaging, storedPathOf } from './BackupManifest';
import { WrappedKey } from './encryption/WrappedKey';
import { findMetadata, FoundMetadata, isHeader, pinOf } from './findMetadata';
import { ArchiveDescription } from './PublishedMetadata';
import { KnownLocation } from './setPaths';

/**
 * What a published set tells of itself, also to those who have no key.
 *
 * @public
 */
export interface BackupSetDescription {
  backupId: string;
  /** ISO 8601. */
  backupTime: string;
  packaging: Packaging;
  /** The bytes of `metadata.json`. */
  metadata: Buffer;
  /** What pins the set, see {@link BackupSetLocation}. */
  metadataSha256: string;
  /** Its files as they are stored, the enciphered manifest among them, `metadata.json` not. */
  files: readonly { path: string; size: number; sha256: string }[];
  /**
   * SHA-256 in hex over what the set holds, whatever it is packed in and by which keys it is opened: the same for all copies
   * of a backup and for no other.
   */
  contentsDigest: string;
  archive?: ArchiveDescription;
  /** Bytes of everything the set takes on the target. */
  size: number;
  /** Of an encrypted set: its data key, once for every key that opens it. */
  wrappedKeys?: readonly WrappedKey[];
}

/**
 * Reads the `metadata.json` of a published set and nothing else. Errors are those of {@link openBackupSet}, without those
 * of keys.
 *
 * @public
 */
export async function describeBackupSet(options: {
  target: StorageTarget;
  location: KnownLocation;
  signal: AbortSignal;
}): Promise<BackupSetDescription> {
  return describeMetadata(await findMetadata(options));
}

/**
 * @internal
 */
export function describeMetadata({
  bytes,
  metadata,
}: FoundMetadata): BackupSetDescription {
  const { backupId, backupTime, packaging, archive } = metadata;
  const files = isHeader(metadata)
    ? [metadata.manifest, ...metadata.files]
    : metadata.files.map(file => ({
        path: storedPathOf(file),
        size: file.size,
        sha256: file.storedDigest,
      }));
  return {
    backupId,
    backupTime,
    packaging,
    metadata: bytes,
    metadataSha256: pinOf(bytes, metadata),
    files,
    contentsDigest: digestContents(backupId, backupTime, metadata.files),
    ...(archive && { archive }),
    size:
      bytes.byteLength +
      (archive?.size ?? files.reduce((sum, file) => sum + file.size, 0)),
    ...(isHeader(metadata) && { wrappedKeys: metadata.encryption.keys }),
  };
}

/** An enciphered manifest is left out: it is enciphered anew for each copy. */
function digestContents(
  backupId: string,
  backupTime: string,
  files: FoundMetadata['metadata']['files'],
): string {
  const lines = files.map(file =>
    'storedDigest' in file
      ? [storedPathOf(file), file.size, file.storedDigest]
      : [file.path, file.size, file.sha256],
  );
  const sorted = lines.map(line => JSON.stringify(line)).sort();
  return createHash('sha256')
    .update(JSON.stringify([backupId, backupTime]))
    .update(sorted.join('\n'))
    .digest('hex');
}
