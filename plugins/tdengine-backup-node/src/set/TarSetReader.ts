import { createReadStream, promises as fs } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { NotFoundError } from '@backstage/errors';
import { ByteRange } from '../target';
import { BackupManifest } from './BackupManifest';
import { BackupSetArchive, BackupSetReader } from './BackupSetReader';
import { ByteSource } from './ByteSource';
import { clampRange } from './byteStreams';
import { UnpackedTar, unpackTar } from './unpackTar';

/**
 * Reads a set out of a tar.gz archive. Such an archive can only be read from its start, so the first read unpacks it
 * into a temporary folder, which `close` removes.
 *
 * @internal
 */
export class TarSetReader implements BackupSetReader {
  readonly manifest: BackupManifest;
  readonly archive?: BackupSetArchive;
  readonly #source: ByteSource;
  readonly #temporaryDirectory: string;
  readonly #paths: ReadonlySet<string>;
  #folder: string | undefined;
  #unpacked: Promise<UnpackedTar> | undefined;

  private constructor(options: TarSetReaderOptions) {
    this.manifest = options.manifest;
    this.archive = options.archive;
    this.#source = options.source;
    this.#temporaryDirectory = options.temporaryDirectory;
    this.#paths = new Set(options.manifest.files.map(file => file.path));
  }

  static create(options: TarSetReaderOptions): TarSetReader {
    return new TarSetReader(options);
  }

  async read(
    path: string,
    options: { signal: AbortSignal; range?: ByteRange },
  ): Promise<Readable> {
    const local = await this.#find(path, options.signal);
    if (!local) {
      throw new NotFoundError(
        `There is no file '${path}' in archive '${this.#source.name}'`,
      );
    }
    const { size } = await fs.stat(local);
    const { start, end } = clampRange(options.range, size);
    if (start === end) {
      return Readable.from([]);
    }
    return createReadStream(local, {
      signal: options.signal,
      start,
      end: end - 1,
      highWaterMark: 256 * 1024,
    });
  }

  async size(
    path: string,
    options: { signal: AbortSignal },
  ): Promise<number | undefined> {
    const local = await this.#find(path, options.signal);
    return local === undefined ? undefined : (await fs.stat(local)).size;
  }

  async *unexpectedFiles(options: {
    signal: AbortSignal;
  }): AsyncIterable<string> {
    yield* (await this.#unpack(options.signal)).unexpected;
  }

  async close(): Promise<void> {
    await this.#unpacked?.catch(() => {});
    await this.#removeFolder();
    await this.#source.close();
  }

  async #find(path: string, signal: AbortSignal): Promise<string | undefined> {
    if (!this.#paths.has(path)) {
      throw new NotFoundError(
        `There is no file '${path}' in backup '${this.manifest.name}'`,
      );
    }
    return (await this.#unpack(signal)).files.get(path);
  }

  #unpack(signal: AbortSignal): Promise<UnpackedTar> {
    this.#unpacked ??= this.#unpackOnce(signal);
    return this.#unpacked;
  }

  async #unpackOnce(signal: AbortSignal): Promise<UnpackedTar> {
    try {
      await fs.mkdir(this.#temporaryDirectory, { recursive: true });
      this.#folder = await fs.mkdtemp(join(this.#temporaryDirectory, 'set-'));
      return await unpackTar(this.#source, {
        manifest: this.manifest,
        folder: this.#folder,
        signal,
      });
    } catch (error) {
      await this.#removeFolder();
      if ((error as Error).name !== 'DamagedBackupError') {
        // The archive is not to blame, so the next caller may have more luck.
        this.#unpacked = undefined;
      }
      throw error;
    }
  }

  async #removeFolder(): Promise<void> {
    if (this.#folder) {
      await fs.rm(this.#folder, { recursive: true, force: true });
      this.#folder = undefined;
    }
  }
}

/**
 * @internal
 */
export interface TarSetReaderOptions {
  manifest: BackupManifest;
  archive?: BackupSetArchive;
  source: ByteSource;
  temporaryDirectory: string;
}
