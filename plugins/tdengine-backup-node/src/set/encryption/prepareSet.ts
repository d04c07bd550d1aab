import { createHash } from 'node:crypto';
import { BackupManifest } from '../BackupManifest';
import { ArchiveDescription } from '../PublishedMetadata';
import { serializeManifest, serializeWithDigest } from '../serializeManifest';
import { CONSTRUCTION, HeaderFields } from './EncryptedSetHeader';
import { SetCipher } from './SetCipher';
import { ciphertextManifest } from './storedView';

/**
 * A set that is about to be published, encrypted or not.
 *
 * @internal
 */
export interface PreparedSet {
  /** With the files as they are stored. */
  stored: BackupManifest;
  /** What has to be stored besides the files: the enciphered manifest. */
  manifestFile?: { path: string; bytes: Buffer };
  /** The bytes of `metadata.json`. */
  metadata(archive?: ArchiveDescription): Buffer;
}

/**
 * @param cipher - of the files; absent where they are not enciphered
 *
 * @internal
 */
export async function prepareSet(
  manifest: BackupManifest,
  cipher: SetCipher | undefined,
): Promise<PreparedSet> {
  if (!cipher) {
    return {
      stored: manifest,
      metadata: archive => serializeManifest(manifest, archive).bytes,
    };
  }
  const plain = manifest.files.find(file => file.storedPath === undefined);
  if (plain) {
    throw new Error(`'${plain.path}' of an encrypted set is not enciphered`);
  }
  const { path, bytes } = await cipher.sealManifest(
    serializeManifest(manifest).bytes,
  );
  const header: HeaderFields = {
    formatVersion: 1,
    backupId: manifest.backupId,
    backupTime: manifest.backupTime,
    packaging: manifest.packaging,
    encryption: { construction: CONSTRUCTION, keys: [...cipher.wrappedKeys] },
    manifest: {
      path,
      size: bytes.byteLength,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    },
    files: manifest.files.map(({ storedPath, size, storedDigest }) => ({
      path: storedPath!,
      size,
      sha256: storedDigest,
    })),
  };
  return {
    stored: ciphertextManifest(header, manifest),
    manifestFile: { path, bytes },
    metadata: archive => serializeHeader({ ...header, archive }),
  };
}

/**
 * The bytes of the `metadata.json` of an encrypted set.
 *
 * @internal
 */
export function serializeHeader(header: HeaderFields): Buffer {
  return serializeWithDigest(header).bytes;
}
