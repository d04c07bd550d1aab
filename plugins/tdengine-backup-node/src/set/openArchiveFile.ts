import { basename } from 'node:path';
import { InputError } from '@backstage/errors';
import { BackupManifest } from './BackupManifest';
import { BackupSetReader } from './BackupSetReader';
import { ByteSource, openLocalFile } from './ByteSource';
import { readBytes } from './byteStreams';
import { EncryptedSetHeader } from './encryption/EncryptedSetHeader';
import { EncryptionKeys } from './encryption/EncryptionKeys';
import { openEncrypted } from './encryption/openEncrypted';
import { DamagedBackupError } from './errors';
import { isHeader } from './findMetadata';
import { MAXIMUM_METADATA_BYTES } from './metadataLimits';
import { parseMetadata } from './parseManifest';
import { PublishedMetadata } from './PublishedMetadata';
import { readZipDirectory } from './readZipDirectory';
import { METADATA_FILE_NAME } from './setPaths';
import { TarSetReader } from './TarSetReader';
import { readTarFile, readTarMetadata } from './unpackTar';
import { readZipEntry, ZipSetReader } from './ZipSetReader';

/**
 * Which file {@link openArchiveFile} opens.
 *
 * @public
 */
export interface OpenArchiveFileOptions {
  path: string;
  /**
   * The `<prefix>.metadata.json` that lay beside the archive. It counts over the one inside; an encrypted archive whose key
   * was changed since it was packed opens by it with the new key.
   */
  metadataPath?: string;
  /** For encrypted sets. */
  keys?: EncryptionKeys;
  temporaryDirectory: string;
  signal: AbortSignal;
}

/**
 * Opens a zip or tar.gz file of this machine, such as a download, by the `metadata.json` inside it. What it is is told by
 * its first bytes, not by its name. The caller closes the reader.
 *
 * @throws EncryptionKeyError, before anything of the content is read, where the keys do not do
 * @public
 */
export async function openArchiveFile(
  options: OpenArchiveFileOptions,
): Promise<BackupSetReader> {
  const { path, keys, signal } = options;
  const name = basename(path);
  const source = await openLocalFile(path, name);
  try {
    const packaging = await detectPackaging(source, signal);
    if (!packaging) {
      throw new InputError(`'${name}' is neither a zip nor a tar.gz file`);
    }
    const from =
      options.metadataPath === undefined
        ? `${name}/${METADATA_FILE_NAME}`
        : basename(options.metadataPath);
    const metadata = await parseMetadata(
      await readMetadata(options, source, packaging),
      { from },
    );
    const openStored = async (manifest: BackupManifest) =>
      packaging === 'zip'
        ? ZipSetReader.create({ manifest, source })
        : TarSetReader.create({
            manifest,
            source,
            temporaryDirectory: options.temporaryDirectory,
          });
    if (!isHeader(metadata)) {
      return await openStored(metadata);
    }
    return await openEncrypted(metadata, {
      name,
      keys,
      signal,
      openStored,
      ...(packaging === 'tar.gz' && {
        readManifest: file => readTarFile(source, { ...file, signal }),
      }),
    });
  } catch (error) {
    await source.close();
    throw error;
  }
}

/**
 * What a zip or tar.gz file of this machine says of itself: how it is packed, and the `metadata.json` inside it.
 *
 * @internal
 */
export async function readArchiveMetadata(options: {
  path: string;
  signal: AbortSignal;
}): Promise<{
  packaging: 'zip' | 'tar.gz';
  metadata: PublishedMetadata | EncryptedSetHeader;
}> {
  const name = basename(options.path);
  const source = await openLocalFile(options.path, name);
  try {
    const packaging = await detectPackaging(source, options.signal);
    if (!packaging) {
      throw new InputError(`'${name}' is neither a zip nor a tar.gz file`);
    }
    const bytes = await readMetadata(options, source, packaging);
    return {
      packaging,
      metadata: await parseMetadata(bytes, {
        from: `${name}/${METADATA_FILE_NAME}`,
      }),
    };
  } finally {
    await source.close();
  }
}

async function readMetadata(
  {
    metadataPath,
    signal,
  }: Pick<OpenArchiveFileOptions, 'metadataPath' | 'signal'>,
  source: ByteSource,
  packaging: 'zip' | 'tar.gz',
): Promise<Buffer> {
  if (metadataPath === undefined) {
    return packaging === 'zip'
      ? readZipMetadata(source, signal)
      : readTarMetadata(source, { signal });
  }
  const name = basename(metadataPath);
  const beside = await openLocalFile(metadataPath, name);
  try {
    return await readBytes(await beside.read({ signal }), {
      name,
      maximumBytes: MAXIMUM_METADATA_BYTES,
    });
  } finally {
    await beside.close();
  }
}

async function detectPackaging(
  source: ByteSource,
  signal: AbortSignal,
): Promise<'zip' | 'tar.gz' | undefined> {
  const end = Math.min(source.size, 4);
  if (end < 4) {
    return undefined;
  }
  const start = await readBytes(
    await source.read({ signal, range: { start: 0, end } }),
    { name: source.name, maximumBytes: end },
  );
  if (start.toString('latin1', 0, 2) === 'PK') {
    return 'zip';
  }
  return start.readUInt16BE(0) === 0x1f8b ? 'tar.gz' : undefined;
}

async function readZipMetadata(
  source: ByteSource,
  signal: AbortSignal,
): Promise<Buffer> {
  const entry = (await readZipDirectory(source, { signal })).get(
    METADATA_FILE_NAME,
  );
  if (!entry) {
    throw new DamagedBackupError(
      `Archive '${source.name}' is refused: it holds no ${METADATA_FILE_NAME}`,
    );
  }
  if (entry.size > MAXIMUM_METADATA_BYTES) {
    throw new DamagedBackupError(
      `Archive '${source.name}' is refused: its ${METADATA_FILE_NAME} is larger than ${MAXIMUM_METADATA_BYTES} bytes`,
    );
  }
  const content = await readZipEntry(source, entry, {
    signal,
    range: { start: 0, end: entry.size },
  });
  return readBytes(content, {
    name: METADATA_FILE_NAME,
    maximumBytes: MAXIMUM_METADATA_BYTES,
  });
}
