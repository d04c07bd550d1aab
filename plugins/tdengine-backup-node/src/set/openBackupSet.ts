import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream, promises as fs } from 'node:fs';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { InputError } from '@backstage/errors';
import { StorageTarget } from '../target';
import { BackupManifest, Packaging } from './BackupManifest';
import { BackupSetReader } from './BackupSetReader';
import { ByteSource, openLocalFile, openTargetObject } from './ByteSource';
import { EncryptionKeys } from './encryption/EncryptionKeys';
import { openEncrypted } from './encryption/openEncrypted';
import { ciphertextManifest } from './encryption/storedView';
import { DamagedBackupError } from './errors';
import { FolderSetReader } from './FolderSetReader';
import { findMetadata, FoundMetadata, isHeader } from './findMetadata';
import { ArchiveDescription } from './PublishedMetadata';
import { serializeManifest } from './serializeManifest';
import { KnownLocation, metadataPath } from './setPaths';
import { TarSetReader } from './TarSetReader';
import { UnpackedArchives } from './UnpackedArchives';
import { readTarFile } from './unpackTar';
import { ZipSetReader } from './ZipSetReader';

/**
 * Where a set lies, as {@link publishFolder} and {@link publishArchive} return it.
 *
 * @public
 */
export interface BackupSetLocation {
  prefix: string;
  packaging: Packaging;
  /**
   * SHA-256 in hex of the stored manifest; where it is known another one is refused. That is `metadata.json`, or in an
   * encrypted set, whose `metadata.json` changes with the keys around its data key, the enciphered manifest.
   */
  metadataSha256?: string;
}

/**
 * Which set {@link openBackupSet} opens.
 *
 * @public
 */
export interface OpenBackupSetOptions {
  target: StorageTarget;
  location: KnownLocation;
  /** For archives that can only be read whole. */
  temporaryDirectory: string;
  /** Where it is given, such archives are unpacked once for all who read them at a time. */
  unpacked?: UnpackedArchives;
  /** For encrypted sets. */
  keys?: EncryptionKeys;
  signal: AbortSignal;
}

/**
 * Opens a published set. Reads only the manifest; what else is wrong shows when its files are read. An encrypted set reads
 * as if it were none.
 *
 * @remarks
 *
 * Throws a NotFoundError where there is no manifest, the errors of {@link parseManifest}, and an EncryptionKeyError, before
 * anything of the content is read, where the keys do not do. The caller closes the reader.
 *
 * @public
 */
export async function openBackupSet(
  options: OpenBackupSetOptions,
): Promise<BackupSetReader> {
  const found = await findMetadata(options);
  const { metadata, key } = found;
  if (!isHeader(metadata)) {
    return openStored(options, found, metadata);
  }
  const { target, keys, signal } = options;
  return openEncrypted(metadata, {
    name: key,
    keys,
    signal,
    openStored: manifest => openStored(options, found, manifest),
    ...(metadata.packaging === 'tar.gz' && {
      readManifest: async ({ path, size }) => {
        const archive = await openTargetObject(
          target,
          archiveKeyOf(found),
          options,
        );
        return readTarFile(archive, { path, size, signal });
      },
    }),
  });
}

/**
 * Opens an encrypted set without its keys: a reader of its files as they are stored, with a manifest that knows no more
 * than that. Enough for {@link checksumBackupSet}. Errors are those of {@link openBackupSet}, and an InputError where the
 * set is not encrypted.
 *
 * @public
 */
export async function openCiphertext(
  options: Omit<OpenBackupSetOptions, 'keys'>,
): Promise<BackupSetReader> {
  const found = await findMetadata(options);
  if (!isHeader(found.metadata)) {
    throw new InputError(`The backup at '${found.key}' is not encrypted`);
  }
  return openStored(options, found, ciphertextManifest(found.metadata));
}

async function openStored(
  options: OpenBackupSetOptions,
  found: FoundMetadata,
  manifest: BackupManifest,
): Promise<BackupSetReader> {
  const { target, location } = options;
  const { key, metadata } = found;
  if (key === metadataPath(location.prefix, 'folder')) {
    return FolderSetReader.create({
      target,
      prefix: location.prefix,
      manifest,
    });
  }
  const archiveKey = archiveKeyOf(found);
  return openStoredArchive(options, manifest, metadata.archive!, archiveKey);
}

function archiveKeyOf({ key, metadata }: FoundMetadata): string {
  if (!metadata.archive || metadata.packaging === 'folder') {
    throw new DamagedBackupError(
      `'${key}' lies beside an archive but does not name one`,
    );
  }
  return `${dirname(key)}/${metadata.archive.file}`;
}

/**
 * Opens an archive on a target by what was written, whether or not it is published yet.
 *
 * @internal
 */
export async function openStoredArchive(
  options: Omit<OpenBackupSetOptions, 'location' | 'keys'>,
  manifest: BackupManifest,
  archive: ArchiveDescription,
  key: string,
): Promise<BackupSetReader> {
  const { target, temporaryDirectory, unpacked, signal } = options;
  const stored = await openTargetObject(target, key, { signal });
  const readerOptions = {
    manifest,
    archive: { ...archive, read: stored.read },
  };
  if (manifest.packaging === 'tar.gz') {
    return TarSetReader.create({
      ...readerOptions,
      source: stored,
      temporaryDirectory,
      ...(unpacked && {
        shared: {
          archives: unpacked,
          key: unpackedKey(target, key, manifest, archive),
        },
      }),
    });
  }
  const source = target.capabilities.has('range')
    ? stored
    : await download(stored, temporaryDirectory, signal);
  return ZipSetReader.create({ ...readerOptions, source });
}

/** An archive is unpacked by its manifest, so both have to be the same. */
function unpackedKey(
  target: StorageTarget,
  key: string,
  manifest: BackupManifest,
  archive: ArchiveDescription,
): string {
  const { bytes } = serializeManifest(manifest, archive);
  const digest = createHash('sha256').update(bytes).digest('hex');
  return JSON.stringify([target.name, key, digest]);
}

/** For targets without ranges: the directory of a zip archive is at its end. */
async function download(
  source: ByteSource,
  temporaryDirectory: string,
  signal: AbortSignal,
): Promise<ByteSource> {
  await fs.mkdir(temporaryDirectory, { recursive: true });
  const path = join(temporaryDirectory, `${randomUUID()}.zip`);
  try {
    await pipeline(
      await source.read({ signal }),
      createWriteStream(path, { flags: 'wx', mode: 0o600 }),
      { signal },
    );
    return await openLocalFile(path, source.name);
  } finally {
    // The open descriptor keeps the content; nothing is left behind, whatever happens.
    await fs.rm(path, { force: true });
  }
}
