import { createHash, Hash } from 'node:crypto';
import { inTurns, Steps } from '../run/inTurns';
import { StorageTarget } from '../target';
import { BackupManifest, Packaging, storedPathOf } from './BackupManifest';
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
  /** What they say, of a set that is not encrypted. */
  manifest?: BackupManifest;
  /** What pins the set, see {@link BackupSetLocation}. */
  metadataSha256: string;
  /** Its files as they are stored, the enciphered manifest among them, `metadata.json` not. */
  files: readonly { path: string; size: number; sha256: string }[];
  /**
   * SHA-256 in hex over all that is the same in every copy of a backup. In one that is not encrypted that is all its manifest
   * says, but for the archive; in an encrypted one the id, time, packaging and files of its header, since the manifest is
   * enciphered anew for each copy, and authenticates itself.
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
export async function describeMetadata({
  bytes,
  metadata,
}: FoundMetadata): Promise<BackupSetDescription> {
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
    contentsDigest: await inTurns(digestContents(metadata)),
    ...(archive && { archive }),
    size:
      bytes.byteLength +
      (archive?.size ?? files.reduce((sum, file) => sum + file.size, 0)),
    ...(isHeader(metadata)
      ? { wrappedKeys: metadata.encryption.keys }
      : { manifest: metadata }),
  };
}

/** Fields are in the order of the schema, whatever it was in the file. */
function* digestContents(metadata: FoundMetadata['metadata']): Steps<string> {
  const { archive: _archive, manifestDigest: _digest, ...fields } = metadata;
  const contents = isHeader(metadata)
    ? { ...fields, encryption: true, manifest: undefined }
    : fields;
  const hash = createHash('sha256');
  for (const [name, value] of Object.entries(contents)) {
    hash.update(JSON.stringify(name));
    yield* digestValue(hash, value);
  }
  return hash.digest('hex');
}

function* digestValue(hash: Hash, value: unknown): Steps<void> {
  if (!Array.isArray(value)) {
    hash.update(`:${JSON.stringify(value)}`);
    return;
  }
  hash.update(`:${value.length}`);
  for (const item of value) {
    hash.update(`,${JSON.stringify(item)}`);
    yield;
  }
}
