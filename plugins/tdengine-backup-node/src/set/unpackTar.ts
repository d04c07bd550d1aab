import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { extract, Header } from 'tar-stream';
import { ArchiveEntries } from './ArchiveEntries';
import { BackupManifest, ManifestFile } from './BackupManifest';
import { ByteSource } from './ByteSource';
import { readBytes } from './byteStreams';
import { createDecompressor } from './compression';
import { DamagedBackupError } from './errors';
import { MAXIMUM_METADATA_BYTES } from './metadataLimits';
import { serializeManifest } from './serializeManifest';
import { METADATA_FILE_NAME } from './setPaths';

// Headers, padding and extended headers of one entry, with room to spare.
const ENTRY_OVERHEAD_BYTES = 8 * 1024;

// The padding at the end, and files that do not belong there but do no harm either.
const SPARE_BYTES = 16 * 1024 * 1024;

// This software writes none before the manifest; other tools may put the folders first.
const MOST_ENTRIES_BEFORE_METADATA = 1_000;

interface TarEntry extends AsyncIterable<Uint8Array> {
  header: Header;
  resume(): unknown;
}

/**
 * What was found in a tar.gz archive.
 *
 * @internal
 */
export interface UnpackedTar {
  /** Local files by the path in the manifest; their names have nothing to do with it. */
  files: Map<string, string>;
  unexpected: string[];
}

/**
 * Unpacks the files of a manifest into a folder. Takes no more space than the manifest says and no more work than that
 * and a bounded remainder; throws a DamagedBackupError for an archive that is damaged or not written by this software.
 *
 * @internal
 */
export async function unpackTar(
  source: ByteSource,
  options: {
    manifest: BackupManifest;
    /** Files to unpack, and to stop after; all where it is absent. */
    only?: readonly ManifestFile[];
    folder: string;
    signal: AbortSignal;
  },
): Promise<UnpackedTar> {
  const { folder, manifest, only, signal } = options;
  const files = new Map(manifest.files.map(file => [file.path, file]));
  const wanted = new Set((only ?? manifest.files).map(({ path }) => path));
  const unpacked: UnpackedTar = { files: new Map(), unexpected: [] };
  const maximumBytes = maximumUnpackedBytes(manifest);
  await eachTarEntry(
    source,
    { maximumBytes, signal },
    async (entry, entries) => {
      const { name, size } = entry.header;
      const file = files.get(name);
      if (!file) {
        if (name !== METADATA_FILE_NAME) {
          unpacked.unexpected.push(name);
        }
        entry.resume();
        return true;
      }
      if (size !== file.size) {
        throw entries.refuse(
          `'${name}' has ${size} bytes where its manifest says ${file.size}`,
        );
      }
      if (!wanted.has(name)) {
        entry.resume();
        return true;
      }
      const path = join(folder, `${unpacked.files.size}.part`);
      await pipeline(
        entry,
        createWriteStream(path, { flags: 'wx', mode: 0o600 }),
        { signal },
      );
      unpacked.files.set(name, path);
      // What follows the last of all is looked at, since it may tell that the archive is not what it should be.
      return only === undefined || unpacked.files.size < only.length;
    },
  );
  return unpacked;
}

/**
 * The bytes of `metadata.json`, which has to be the first file in the archive.
 *
 * @internal
 */
export async function readTarMetadata(
  source: ByteSource,
  options: { signal: AbortSignal },
): Promise<Buffer> {
  let metadata: Buffer | undefined;
  await eachTarEntry(
    source,
    {
      // What is read ahead of the next entry counts as well.
      maximumBytes: MAXIMUM_METADATA_BYTES + SPARE_BYTES,
      maximumEntries: MOST_ENTRIES_BEFORE_METADATA,
      signal: options.signal,
    },
    async (entry, entries) => {
      if (entry.header.name !== METADATA_FILE_NAME) {
        throw entries.refuse(`its first file is not ${METADATA_FILE_NAME}`);
      }
      metadata = await readBytes(entry, {
        name: METADATA_FILE_NAME,
        maximumBytes: MAXIMUM_METADATA_BYTES,
      });
      return false;
    },
  );
  if (!metadata) {
    throw new DamagedBackupError(
      `Archive '${source.name}' is refused: it holds no ${METADATA_FILE_NAME}`,
    );
  }
  return metadata;
}

/**
 * The bytes of one file near the start of the archive.
 *
 * @internal
 */
export async function readTarFile(
  source: ByteSource,
  options: { path: string; size: number; signal: AbortSignal },
): Promise<Buffer> {
  const { path, size, signal } = options;
  let content: Buffer | undefined;
  await eachTarEntry(
    source,
    {
      maximumBytes: MAXIMUM_METADATA_BYTES + size + SPARE_BYTES,
      maximumEntries: MOST_ENTRIES_BEFORE_METADATA,
      signal,
    },
    async entry => {
      if (entry.header.name !== path) {
        entry.resume();
        return true;
      }
      content = await readBytes(entry, { name: path, maximumBytes: size });
      return false;
    },
  );
  if (!content) {
    throw new DamagedBackupError(
      `Archive '${source.name}' is refused: it holds no '${path}'`,
    );
  }
  return content;
}

function maximumUnpackedBytes(manifest: BackupManifest): number {
  // The manifest inside can have been written with fields that this version does not know.
  const metadataBytes = 2 * serializeManifest(manifest).bytes.byteLength;
  return manifest.files.reduce(
    (sum, file) => sum + file.size + ENTRY_OVERHEAD_BYTES,
    SPARE_BYTES + metadataBytes,
  );
}

/** Calls back for each plain file; the callback reads it to its end, or returns false to stop. */
async function eachTarEntry(
  source: ByteSource,
  options: {
    maximumBytes: number;
    maximumEntries?: number;
    signal: AbortSignal;
  },
  onEntry: (entry: TarEntry, entries: ArchiveEntries) => Promise<boolean>,
): Promise<void> {
  const entries = new ArchiveEntries(source.name, options.maximumEntries);
  const decompress = createDecompressor('gzip', options);
  const stored = await source.read({ signal: options.signal });
  const input = Readable.from(decompress(stored), { objectMode: false });
  const tar = extract();
  input.on('error', error => tar.destroy(error));
  input.pipe(tar);
  try {
    for await (const entry of tar as AsyncIterable<TarEntry>) {
      options.signal.throwIfAborted();
      if (checkEntry(entry, entries) && !(await onEntry(entry, entries))) {
        break;
      }
    }
  } catch (error) {
    options.signal.throwIfAborted();
    throw toArchiveError(error, entries);
  } finally {
    input.destroy();
    stored.destroy();
  }
}

/** Whether it is a file; folders are passed over. */
function checkEntry(entry: TarEntry, entries: ArchiveEntries): boolean {
  const { name, type } = entry.header;
  if (type === 'directory') {
    entries.addFolder(name);
    entry.resume();
    return false;
  }
  if (type !== 'file') {
    throw entries.refuse(`'${name}' is a link or a device, not a file`);
  }
  entries.add(name);
  return true;
}

function toArchiveError(error: unknown, entries: ArchiveEntries): unknown {
  const { code, message } = error as NodeJS.ErrnoException;
  if (error instanceof DamagedBackupError) {
    return error.message.startsWith('Archive')
      ? error
      : entries.refuse(error.message);
  }
  // Failures of the disk or the network are not the archive's.
  return typeof code === 'string' ? error : entries.refuse(message);
}
