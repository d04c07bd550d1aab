import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream, promises as fs } from 'node:fs';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { NotFoundError } from '@backstage/errors';
import { StorageTarget } from '../target';
import { BackupManifest, Packaging } from './BackupManifest';
import { BackupSetReader } from './BackupSetReader';
import { ByteSource, openLocalFile, openTargetObject } from './ByteSource';
import { readBytes } from './byteStreams';
import { DamagedBackupError } from './errors';
import { FolderSetReader } from './FolderSetReader';
import { parseManifest } from './parseManifest';
import { ArchiveDescription, PublishedMetadata } from './PublishedMetadata';
import { serializeManifest } from './serializeManifest';
import { metadataPath } from './setPaths';
import { TarSetReader } from './TarSetReader';
import { UnpackedArchives } from './UnpackedArchives';
import { MAXIMUM_METADATA_BYTES } from './unpackTar';
import { ZipSetReader } from './ZipSetReader';

/**
 * Where a set lies, as {@link publishFolder} and {@link publishArchive} return it.
 *
 * @public
 */
export interface BackupSetLocation {
  prefix: string;
  packaging: Packaging;
  /** SHA-256 in hex of the stored `metadata.json`; where it is known another one is refused. */
  metadataSha256?: string;
}

/**
 * Which set {@link openBackupSet} opens.
 *
 * @public
 */
export interface OpenBackupSetOptions {
  target: StorageTarget;
  /** Without a packaging the folder is looked for first. */
  location: Pick<BackupSetLocation, 'prefix' | 'metadataSha256'> & {
    packaging?: Packaging;
  };
  /** For archives that can only be read whole. */
  temporaryDirectory: string;
  /** Where it is given, such archives are unpacked once for all who read them at a time. */
  unpacked?: UnpackedArchives;
  signal: AbortSignal;
}

/**
 * Opens a published set. Reads only the manifest; what else is wrong shows when its files are read.
 *
 * @remarks
 *
 * Throws a NotFoundError where there is no manifest, and the errors of {@link parseManifest}. The caller closes the reader.
 *
 * @public
 */
export async function openBackupSet(
  options: OpenBackupSetOptions,
): Promise<BackupSetReader> {
  const { target, location } = options;
  const { key, metadata } = await findMetadata(options);
  if (key === metadataPath(location.prefix, 'folder')) {
    const { prefix } = location;
    return FolderSetReader.create({ target, prefix, manifest: metadata });
  }
  const { archive } = metadata;
  if (!archive || metadata.packaging === 'folder') {
    throw new DamagedBackupError(
      `'${key}' lies beside an archive but does not name one`,
    );
  }
  return openStoredArchive(
    options,
    metadata,
    archive,
    `${dirname(key)}/${archive.file}`,
  );
}

/**
 * Opens an archive on a target by what was written, whether or not it is published yet.
 *
 * @internal
 */
export async function openStoredArchive(
  options: Omit<OpenBackupSetOptions, 'location'>,
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

async function findMetadata(
  options: OpenBackupSetOptions,
): Promise<{ key: string; metadata: PublishedMetadata }> {
  const { target, location, signal } = options;
  const packagings: Packaging[] = location.packaging
    ? [location.packaging]
    : ['folder', 'zip'];
  const keys = packagings.map(packaging =>
    metadataPath(location.prefix, packaging),
  );
  for (const key of keys) {
    if (await target.stat(key, { signal })) {
      const bytes = await readBytes(await target.read(key, { signal }), {
        name: key,
        maximumBytes: MAXIMUM_METADATA_BYTES,
      });
      assertSha256(bytes, location.metadataSha256, key);
      return { key, metadata: parseManifest(bytes, { from: key }) };
    }
  }
  throw new NotFoundError(
    `There is no backup at '${location.prefix}' on target '${
      target.name
    }': ${keys.map(key => `'${key}'`).join(' or ')} is missing`,
  );
}

function assertSha256(
  bytes: Buffer,
  expected: string | undefined,
  key: string,
) {
  if (
    expected !== undefined &&
    createHash('sha256').update(bytes).digest('hex') !== expected
  ) {
    throw new DamagedBackupError(
      `'${key}' is not the one that was published: its SHA-256 differs from the recorded one`,
    );
  }
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
