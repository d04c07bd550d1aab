import { Entry, fromRandomAccessReader, ZipFile } from 'yauzl';
import { ArchiveEntries, MAXIMUM_ENTRIES } from './ArchiveEntries';
import { ByteSource } from './ByteSource';
import { CachedRandomAccess } from './CachedRandomAccess';
import { DamagedBackupError } from './errors';

const LOCAL_HEADER_BYTES = 30;
const LOCAL_HEADER_SIGNATURE = 0x04034b50;

const METHOD_STORED = 0;
const METHOD_DEFLATED = 8;

const FILE_TYPE_MASK = 0o170000;
const REGULAR_FILE = 0o100000;

/**
 * Where the bytes of one file lie in a zip archive.
 *
 * @internal
 */
export interface ZipEntry {
  name: string;
  /** Of the local header; the data follow behind it. */
  headerOffset: number;
  storedSize: number;
  size: number;
  deflated: boolean;
}

/**
 * Reads the central directory of a zip archive and refuses what this software would not have written. Nothing of the
 * content is read.
 *
 * @internal
 */
export async function readZipDirectory(
  source: ByteSource,
  options: { signal: AbortSignal },
): Promise<Map<string, ZipEntry>> {
  const entries = new ArchiveEntries(source.name);
  const found = new Map<string, ZipEntry>();
  try {
    await eachEntry(source, options.signal, entry => {
      if (entry.fileName.endsWith('/')) {
        entries.addFolder(entry.fileName);
        return;
      }
      entries.add(entry.fileName);
      found.set(entry.fileName, toZipEntry(entry, entries, source.size));
    });
  } catch (error) {
    options.signal.throwIfAborted();
    if (error instanceof DamagedBackupError) {
      throw error;
    }
    throw entries.refuse((error as Error).message);
  }
  return found;
}

/**
 * The offset of an entry's data, from its local header, which has to be about the same file.
 *
 * @internal
 */
export async function locateZipData(
  source: ByteSource,
  entry: ZipEntry,
  options: { signal: AbortSignal },
): Promise<number> {
  const access = new CachedRandomAccess(source, options.signal);
  const read = (start: number, length: number) => {
    assertWithin(source, entry, start + length);
    return access.readRange(start, length);
  };
  const header = await read(entry.headerOffset, LOCAL_HEADER_BYTES);
  const nameLength = header.readUInt16LE(26);
  const extraLength = header.readUInt16LE(28);
  const nameOffset = entry.headerOffset + LOCAL_HEADER_BYTES;
  const name = await read(nameOffset, nameLength);
  if (
    header.readUInt32LE(0) !== LOCAL_HEADER_SIGNATURE ||
    name.toString('utf8') !== entry.name
  ) {
    throw new DamagedBackupError(
      `Archive '${source.name}' is damaged at '${entry.name}': its local header is about something else`,
    );
  }
  const start = nameOffset + nameLength + extraLength;
  assertWithin(source, entry, start + entry.storedSize);
  return start;
}

function assertWithin(source: ByteSource, entry: ZipEntry, end: number): void {
  if (end > source.size) {
    throw new DamagedBackupError(
      `Archive '${source.name}' is damaged at '${entry.name}': the file reaches beyond the end of the archive`,
    );
  }
}

function toZipEntry(
  entry: Entry,
  entries: ArchiveEntries,
  archiveSize: number,
): ZipEntry {
  const name = entry.fileName;
  // eslint-disable-next-line no-bitwise -- the upper half holds the mode of Unix
  const fileType = (entry.externalFileAttributes >>> 16) & FILE_TYPE_MASK;
  if (entry.isEncrypted()) {
    throw entries.refuse(`'${name}' is encrypted by zip's own cipher`);
  }
  if (fileType !== 0 && fileType !== REGULAR_FILE) {
    throw entries.refuse(`'${name}' is a link or a device, not a file`);
  }
  if (
    entry.compressionMethod !== METHOD_STORED &&
    entry.compressionMethod !== METHOD_DEFLATED
  ) {
    throw entries.refuse(
      `'${name}' is compressed by method ${entry.compressionMethod}, which is not supported`,
    );
  }
  const deflated = entry.compressionMethod === METHOD_DEFLATED;
  if (!deflated && entry.compressedSize !== entry.uncompressedSize) {
    throw entries.refuse(`'${name}' declares two sizes`);
  }
  if (entry.relativeOffsetOfLocalHeader + entry.compressedSize > archiveSize) {
    throw entries.refuse(`'${name}' reaches beyond the end of the archive`);
  }
  return {
    name,
    headerOffset: entry.relativeOffsetOfLocalHeader,
    storedSize: entry.compressedSize,
    size: entry.uncompressedSize,
    deflated,
  };
}

async function eachEntry(
  source: ByteSource,
  signal: AbortSignal,
  onEntry: (entry: Entry) => void,
): Promise<void> {
  const zip = await openZip(source, signal);
  if (zip.entryCount > MAXIMUM_ENTRIES) {
    throw new Error(`it holds more than ${MAXIMUM_ENTRIES} entries`);
  }
  await new Promise<void>((resolve, reject) => {
    zip.on('error', reject);
    zip.on('end', resolve);
    zip.on('entry', (entry: Entry) => {
      try {
        signal.throwIfAborted();
        onEntry(entry);
        zip.readEntry();
      } catch (error) {
        reject(error);
      }
    });
    zip.readEntry();
  });
}

function openZip(source: ByteSource, signal: AbortSignal): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    fromRandomAccessReader(
      new CachedRandomAccess(source, signal),
      source.size,
      {
        autoClose: false,
        lazyEntries: true,
        decodeStrings: true,
        strictFileNames: true,
        validateEntrySizes: true,
      },
      (error, zip) => (error ? reject(error) : resolve(zip)),
    );
  });
}
