import { Readable } from 'node:stream';
import { NotFoundError } from '@backstage/errors';
import { ByteRange, StorageTarget } from '../target';
import { BackupManifest } from './BackupManifest';
import { BackupSetReader } from './BackupSetReader';
import { METADATA_FILE_NAME } from './setPaths';

/**
 * Reads a set whose files lie one by one on a target: a published folder, or a staged one that is about to be packed.
 *
 * @public
 */
export class FolderSetReader implements BackupSetReader {
  readonly manifest: BackupManifest;
  readonly #target: StorageTarget;
  readonly #prefix: string;
  readonly #paths: ReadonlySet<string>;

  private constructor(options: FolderSetReaderOptions) {
    this.manifest = options.manifest;
    this.#target = options.target;
    this.#prefix = options.prefix;
    this.#paths = new Set(options.manifest.files.map(file => file.path));
  }

  static create(options: FolderSetReaderOptions): FolderSetReader {
    return new FolderSetReader(options);
  }

  async read(
    path: string,
    options: { signal: AbortSignal; range?: ByteRange },
  ): Promise<Readable> {
    return this.#target.read(this.#key(path), options);
  }

  async size(
    path: string,
    options: { signal: AbortSignal },
  ): Promise<number | undefined> {
    return (await this.#target.stat(this.#key(path), options))?.size;
  }

  async *unexpectedFiles(options: {
    signal: AbortSignal;
  }): AsyncIterable<string> {
    const folder = `${this.#prefix}/`;
    for await (const object of this.#target.list(folder, options)) {
      const path = object.key.slice(folder.length);
      if (path !== METADATA_FILE_NAME && !this.#paths.has(path)) {
        yield path;
      }
    }
  }

  async close(): Promise<void> {}

  #key(path: string): string {
    if (!this.#paths.has(path)) {
      throw new NotFoundError(
        `There is no file '${path}' in backup '${this.manifest.name}'`,
      );
    }
    return `${this.#prefix}/${path}`;
  }
}

/**
 * Where a {@link FolderSetReader} reads, and by which manifest.
 *
 * @public
 */
export interface FolderSetReaderOptions {
  target: StorageTarget;
  prefix: string;
  manifest: BackupManifest;
}
