import { Readable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';
import { pipeline } from 'node:stream';
import { NotFoundError } from '@backstage/errors';
import { toReadable } from '../streams';
import { ByteRange } from '../target';
import { BackupManifest, ManifestFile } from './BackupManifest';
import { BackupSetArchive, BackupSetReader } from './BackupSetReader';
import { ByteSource } from './ByteSource';
import { clampRange, exactly, sliceBytes } from './byteStreams';
import { DamagedBackupError } from './errors';
import { locateZipData, readZipDirectory, ZipEntry } from './readZipDirectory';
import { METADATA_FILE_NAME } from './setPaths';

/**
 * Reads a set out of a zip archive where it lies, by ranges. Only files of the manifest can be read, and none gives more
 * bytes than the manifest says.
 *
 * @internal
 */
export class ZipSetReader implements BackupSetReader {
  readonly manifest: BackupManifest;
  readonly archive?: BackupSetArchive;
  readonly #source: ByteSource;
  readonly #files: ReadonlyMap<string, ManifestFile>;
  #directory: Promise<Map<string, ZipEntry>> | undefined;

  private constructor(options: ZipSetReaderOptions) {
    this.manifest = options.manifest;
    this.archive = options.archive;
    this.#source = options.source;
    this.#files = new Map(
      options.manifest.files.map(file => [file.path, file]),
    );
  }

  static create(options: ZipSetReaderOptions): ZipSetReader {
    return new ZipSetReader(options);
  }

  async read(
    path: string,
    options: { signal: AbortSignal; range?: ByteRange },
  ): Promise<Readable> {
    const file = this.#file(path);
    const entry = (await this.#entries(options.signal)).get(path);
    if (!entry) {
      throw new NotFoundError(
        `There is no file '${path}' in archive '${this.#source.name}'`,
      );
    }
    if (entry.size !== file.size) {
      throw new DamagedBackupError(
        `'${path}' has ${entry.size} bytes in archive '${
          this.#source.name
        }' where its manifest says ${file.size}`,
      );
    }
    const range = clampRange(options.range, file.size);
    const content = await readZipEntry(this.#source, entry, {
      signal: options.signal,
      range,
    });
    return content;
  }

  async size(
    path: string,
    options: { signal: AbortSignal },
  ): Promise<number | undefined> {
    this.#file(path);
    return (await this.#entries(options.signal)).get(path)?.size;
  }

  async *unexpectedFiles(options: {
    signal: AbortSignal;
  }): AsyncIterable<string> {
    for (const name of (await this.#entries(options.signal)).keys()) {
      if (name !== METADATA_FILE_NAME && !this.#files.has(name)) {
        yield name;
      }
    }
  }

  async close(): Promise<void> {
    await this.#source.close();
  }

  #file(path: string): ManifestFile {
    const file = this.#files.get(path);
    if (!file) {
      throw new NotFoundError(
        `There is no file '${path}' in backup '${this.manifest.name}'`,
      );
    }
    return file;
  }

  #entries(signal: AbortSignal): Promise<Map<string, ZipEntry>> {
    if (!this.#directory) {
      const directory = readZipDirectory(this.#source, { signal });
      this.#directory = directory;
      // What failed for one caller, perhaps because it gave up, is tried again for the next.
      directory.catch(() => {
        this.#directory = undefined;
      });
    }
    return this.#directory;
  }
}

/**
 * @internal
 */
export interface ZipSetReaderOptions {
  manifest: BackupManifest;
  archive?: BackupSetArchive;
  source: ByteSource;
}

/**
 * The content of one entry, or a range of it.
 *
 * @internal
 */
export async function readZipEntry(
  source: ByteSource,
  entry: ZipEntry,
  options: { signal: AbortSignal; range: ByteRange },
): Promise<Readable> {
  const { signal, range } = options;
  const start = await locateZipData(source, entry, { signal });
  if (range.start === range.end && entry.size > 0) {
    return Readable.from([]);
  }
  if (!entry.deflated) {
    return source.read({
      signal,
      range: { start: start + range.start, end: start + range.end },
    });
  }
  const stored = await source.read({
    signal,
    range: { start, end: start + entry.storedSize },
  });
  const content = exactly(inflate(stored, entry.name), entry);
  return toReadable(sliceBytesOf(content, entry, range), signal);
}

function sliceBytesOf(
  content: AsyncIterable<Uint8Array>,
  entry: ZipEntry,
  range: ByteRange,
): AsyncIterable<Uint8Array> {
  const whole = range.start === 0 && range.end === entry.size;
  return whole ? content : sliceBytes(content, range);
}

async function* inflate(
  stored: Readable,
  name: string,
): AsyncGenerator<Uint8Array> {
  const transform = createInflateRaw();
  pipeline(stored, transform, () => {});
  try {
    yield* transform as AsyncIterable<Uint8Array>;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    throw code.startsWith('Z_')
      ? new DamagedBackupError(`'${name}' cannot be decompressed`, error)
      : error;
  }
}
