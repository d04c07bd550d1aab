import { BackupManifest } from '../BackupManifest';
import { BackupSetReader } from '../BackupSetReader';
import { readBytes } from '../byteStreams';
import { DamagedBackupError } from '../errors';
import { parseEncipheredManifest } from '../parseManifest';
import { verifiedContent } from '../verifiedContent';
import { DecipheringSetReader } from './DecipheringSetReader';
import { EncryptedSetHeader } from './EncryptedSetHeader';
import { EncryptionKeys } from './EncryptionKeys';
import { EncryptionKeyError } from './EncryptionKeyError';
import { SetCipher } from './SetCipher';
import { ciphertextManifest } from './storedView';

type StoredFile = EncryptedSetHeader['manifest'];

/**
 * How the parts of an encrypted set are got at.
 *
 * @internal
 */
export interface EncryptedSetAccess {
  /** Of `metadata.json`, for messages. */
  name: string;
  keys: EncryptionKeys | undefined;
  signal: AbortSignal;
  /** Opens the set as it is stored, by a manifest of stored paths. */
  openStored: (manifest: BackupManifest) => Promise<BackupSetReader>;
  /** Where the stored set cannot give a single file without reading all of them. */
  readManifest?: (file: StoredFile) => Promise<Buffer>;
}

/**
 * Opens an encrypted set: first the key, then the manifest, which has to be that of the header, then the files. The caller
 * closes the reader.
 *
 * @throws EncryptionKeyError before anything but the header is read
 *
 * @internal
 */
export async function openEncrypted(
  header: EncryptedSetHeader,
  access: EncryptedSetAccess,
): Promise<BackupSetReader> {
  const cipher = await openCipher(header, access);
  if (access.readManifest) {
    const sealed = await access.readManifest(header.manifest);
    const manifest = await decipherManifest(header, cipher, single(sealed));
    const stored = await access.openStored(
      ciphertextManifest(header, manifest),
    );
    return DecipheringSetReader.create({ stored, manifest, cipher });
  }
  const stored = await access.openStored(ciphertextManifest(header));
  try {
    const sealed = await stored.read(header.manifest.path, access);
    const manifest = await decipherManifest(header, cipher, sealed);
    return DecipheringSetReader.create({ stored, manifest, cipher });
  } catch (error) {
    await stored.close();
    throw error;
  }
}

async function openCipher(
  { backupId, encryption }: EncryptedSetHeader,
  { keys, name }: EncryptedSetAccess,
): Promise<SetCipher> {
  if (!keys) {
    throw new EncryptionKeyError(
      'missing',
      `The backup of '${name}' is encrypted with key '${encryption.keys[0].keyId}', and no keys are configured: add it`,
    );
  }
  return SetCipher.open({
    backupId,
    wrappedKeys: encryption.keys,
    keys,
    what: `The backup of '${name}'`,
  });
}

async function decipherManifest(
  header: EncryptedSetHeader,
  cipher: SetCipher,
  sealed: AsyncIterable<Uint8Array>,
): Promise<BackupManifest> {
  const { path, size, sha256 } = header.manifest;
  const bytes = await readBytes(
    verifiedContent(sealed, { name: path, size, sha256 }),
    { name: path, maximumBytes: size },
  );
  const manifest = await parseEncipheredManifest(
    await cipher.openManifest(bytes, path),
    { from: path },
  );
  assertSameSet(header, manifest);
  return manifest;
}

/** The header is not authenticated by itself: it has to say what the manifest says. */
function assertSameSet(
  header: EncryptedSetHeader,
  manifest: BackupManifest,
): void {
  const stored = new Map(header.files.map(file => [file.path, file]));
  const isSame =
    header.backupId === manifest.backupId &&
    header.backupTime === manifest.backupTime &&
    header.packaging === manifest.packaging &&
    stored.size === manifest.files.length &&
    manifest.files.every(({ storedPath, size, storedDigest }) => {
      const file = stored.get(storedPath!);
      return file?.size === size && file.sha256 === storedDigest;
    });
  if (!isSame) {
    throw new DamagedBackupError(
      `The header of backup '${header.backupId}' is not what was written: its enciphered manifest '${header.manifest.path}' says otherwise`,
    );
  }
}

async function* single(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes;
}
