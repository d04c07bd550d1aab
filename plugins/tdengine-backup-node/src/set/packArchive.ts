import { createHash } from 'node:crypto';
import { Stats } from 'node:fs';
import { Readable } from 'node:stream';
import archiver, { Archiver } from 'archiver';
import { StorageTarget, Upload } from '../target';
import { BackupManifest, ManifestFile, Packaging } from './BackupManifest';
import { BackupSetReader } from './BackupSetReader';
import { PreparedSet, prepareSet } from './encryption/prepareSet';
import { SetCipher } from './encryption/SetCipher';
import { DamagedBackupError } from './errors';
import { ArchiveDescription } from './PublishedMetadata';
import { METADATA_FILE_NAME } from './setPaths';

/**
 * How far the packing of an archive is.
 *
 * @public
 */
export interface PackProgress {
  filesDone: number;
  files: number;
  /** Bytes of the files, not of the archive. */
  bytesDone: number;
  bytes: number;
}

/**
 * What {@link packArchive} packs, and where to.
 *
 * @public
 */
export interface PackArchiveOptions {
  /**
   * Gives the files as they are stored, usually a {@link FolderSetReader} over what was staged, with the
   * {@link storedManifest}.
   */
  reader: Pick<BackupSetReader, 'read'>;
  manifest: BackupManifest;
  /** Of the files, where they are enciphered. */
  cipher?: SetCipher;
  packaging: Exclude<Packaging, 'folder'>;
  target: StorageTarget;
  key: string;
  /** 0–9, of the gzip around a tar; the level of the manifest where it is absent. A zip stores, its files are compressed. */
  level?: number;
  signal: AbortSignal;
  onProgress?: (progress: PackProgress) => void;
}

/**
 * Packs a set into one file and streams it to a target, where it becomes visible whole. Its first entry is the manifest,
 * so that the file is a backup by itself. Every file is checked against its digest on the way.
 *
 * @public
 */
export async function packArchive(
  options: PackArchiveOptions,
): Promise<ArchiveDescription> {
  return packPrepared(
    options,
    await prepareSet(options.manifest, options.cipher),
  );
}

/**
 * See {@link packArchive}.
 *
 * @internal
 */
export async function packPrepared(
  options: Omit<PackArchiveOptions, 'cipher'>,
  set: PreparedSet,
): Promise<ArchiveDescription> {
  const { target, key, signal } = options;
  const archive = createArchive(options);
  const upload = await target.upload(key, { signal, ifAbsent: true });
  const abort = () => archive.destroy(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  try {
    signal.throwIfAborted();
    const [digests] = await Promise.all([
      store(archive, upload),
      appendAll(archive, options, set).catch(error => {
        archive.destroy(error);
        throw error;
      }),
    ]);
    await upload.complete();
    return { file: key.slice(key.lastIndexOf('/') + 1), ...digests };
  } catch (error) {
    archive.destroy();
    await upload.abort();
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

function createArchive(options: Omit<PackArchiveOptions, 'cipher'>): Archiver {
  const archive =
    options.packaging === 'zip'
      ? archiver('zip', { store: true })
      : archiver('tar', {
          gzip: true,
          gzipOptions: {
            level: options.level ?? options.manifest.compression.level,
          },
        });
  // Failures are seen by whoever reads the archive; this keeps one that comes later from ending the process.
  archive.on('error', () => {});
  return archive;
}

async function store(
  archive: AsyncIterable<Uint8Array>,
  upload: Upload,
): Promise<{ size: number; sha256: string }> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of archive) {
    hash.update(chunk);
    size += chunk.byteLength;
    await upload.write(chunk);
  }
  return { size, sha256: hash.digest('hex') };
}

async function appendAll(
  archive: Archiver,
  options: Omit<PackArchiveOptions, 'cipher'>,
  { stored, manifestFile, metadata }: PreparedSet,
): Promise<void> {
  const { reader, signal, onProgress } = options;
  const date = new Date(stored.backupTime);
  const appendBytes = (name: string, bytes: Buffer) =>
    append(archive, Readable.from([bytes]), {
      name,
      size: bytes.byteLength,
      date,
    });
  await appendBytes(METADATA_FILE_NAME, metadata());
  if (manifestFile) {
    await appendBytes(manifestFile.path, manifestFile.bytes);
  }
  const files = stored.files.filter(({ path }) => path !== manifestFile?.path);
  const progress: PackProgress = {
    filesDone: 0,
    files: files.length,
    bytesDone: 0,
    bytes: files.reduce((sum, file) => sum + file.size, 0),
  };
  for (const file of inPackingOrder(files)) {
    signal.throwIfAborted();
    const content = checked(await reader.read(file.path, { signal }), file);
    await append(archive, Readable.from(content, { objectMode: false }), {
      name: file.path,
      size: file.size,
      date,
    });
    progress.filesDone++;
    progress.bytesDone += file.size;
    onProgress?.({ ...progress });
  }
  await archive.finalize();
}

/** A tar.gz is read from its start: what tells of the rows, and is needed to plan a restore, does not lie behind them. */
function inPackingOrder(files: readonly ManifestFile[]): ManifestFile[] {
  return [
    ...files.filter(({ kind }) => kind !== 'rows'),
    ...files.filter(({ kind }) => kind === 'rows'),
  ];
}

/** One entry at a time, so that no more than one file is open. */
async function append(
  archive: Archiver,
  content: Readable,
  entry: { name: string; size: number; date: Date },
): Promise<void> {
  // Archiver does not notice when a source breaks off; destroying the archive ends both sides.
  content.once('error', error => archive.destroy(error));
  try {
    const done = untilEntry(archive);
    archive.append(content, {
      name: entry.name,
      date: entry.date,
      mode: 0o644,
      // Without a size, archiver would hold the whole entry of a tar in memory.
      stats: { size: entry.size } as Stats,
    });
    await done;
  } finally {
    content.destroy();
  }
}

function untilEntry(archive: Archiver): Promise<void> {
  return new Promise((resolve, reject) => {
    const onEntry = () => settle(resolve);
    const onError = (error: Error) => settle(() => reject(error));
    const onClose = () =>
      onError(archive.errored ?? new Error('The archive was closed early'));
    function settle(end: () => void) {
      archive.off('entry', onEntry);
      archive.off('error', onError);
      archive.off('close', onClose);
      end();
    }
    archive.on('entry', onEntry);
    archive.on('error', onError);
    archive.on('close', onClose);
  });
}

async function* checked(
  content: AsyncIterable<Uint8Array>,
  file: ManifestFile,
): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of content) {
    hash.update(chunk);
    size += chunk.byteLength;
    yield chunk;
  }
  if (size !== file.size || hash.digest('hex') !== file.storedDigest) {
    throw new DamagedBackupError(
      `'${file.path}' is not what was written: its ${size} bytes do not fit the size and digest in the manifest`,
    );
  }
}
