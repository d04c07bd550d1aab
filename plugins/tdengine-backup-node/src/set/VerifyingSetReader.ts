import { Readable } from 'node:stream';
import { toReadable } from '../streams';
import { ByteRange } from '../target';
import { BackupManifest, contentSizeOf, ManifestFile } from './BackupManifest';
import { BackupSetArchive, BackupSetReader } from './BackupSetReader';
import { verifiedContent } from './verifiedContent';

/**
 * Reads a set and holds every file to its manifest while it is read: whoever reads a file to its end gets what was
 * written, or a DamagedBackupError that names it. That a set was verified before says nothing of what is read later.
 *
 * @remarks
 *
 * A file of which ranges are read is read whole before the first of them.
 *
 * @public
 */
export class VerifyingSetReader implements BackupSetReader {
  readonly manifest: BackupManifest;
  readonly archive?: BackupSetArchive;
  readonly unexpectedFiles?: BackupSetReader['unexpectedFiles'];
  readonly #reader: BackupSetReader;
  readonly #files: ReadonlyMap<string, ManifestFile>;
  readonly #verified = new Map<string, Promise<void>>();

  private constructor(reader: BackupSetReader) {
    this.manifest = reader.manifest;
    this.archive = reader.archive;
    this.unexpectedFiles = reader.unexpectedFiles?.bind(reader);
    this.#reader = reader;
    this.#files = new Map(reader.manifest.files.map(file => [file.path, file]));
  }

  static create(reader: BackupSetReader): VerifyingSetReader {
    return new VerifyingSetReader(reader);
  }

  async read(
    path: string,
    options: { signal: AbortSignal; range?: ByteRange },
  ): Promise<Readable> {
    const file = this.#files.get(path);
    if (!file) {
      // It says what is wrong with that.
      return this.#reader.read(path, options);
    }
    if (options.range) {
      await this.#verify(file, options.signal);
      return this.#reader.read(path, options);
    }
    return this.#readWhole(file, options.signal);
  }

  async size(
    path: string,
    options: { signal: AbortSignal },
  ): Promise<number | undefined> {
    return this.#reader.size(path, options);
  }

  /** Closes the reader that it was made of. */
  async close(): Promise<void> {
    await this.#reader.close();
  }

  async #readWhole(file: ManifestFile, signal: AbortSignal): Promise<Readable> {
    const content = await this.#reader.read(file.path, { signal });
    return toReadable(
      verifiedContent(content, {
        name: file.path,
        size: contentSizeOf(file),
        sha256: file.contentDigest,
      }),
      signal,
    );
  }

  #verify(file: ManifestFile, signal: AbortSignal): Promise<void> {
    let verified = this.#verified.get(file.path);
    if (!verified) {
      verified = this.#drain(file, signal);
      this.#verified.set(file.path, verified);
      // What failed for one caller, perhaps because it gave up, is tried again for the next.
      verified.catch(() => this.#verified.delete(file.path));
    }
    return verified;
  }

  async #drain(file: ManifestFile, signal: AbortSignal): Promise<void> {
    for await (const _ of await this.#readWhole(file, signal)) {
      // Compared on its way through.
    }
  }
}
