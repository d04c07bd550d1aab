import { Readable } from 'node:stream';
import { NotFoundError } from '@backstage/errors';
import { toReadable } from '../../streams';
import { ByteRange } from '../../target';
import { BackupManifest, contentSizeOf, ManifestFile } from '../BackupManifest';
import { BackupSetArchive, BackupSetReader } from '../BackupSetReader';
import { clampRange, readBytes } from '../byteStreams';
import { DamagedBackupError } from '../errors';
import { MessageChunks } from './MessageChunks';
import {
  CHUNK_BYTES,
  openedSize,
  PREFIX_BYTES,
  SEALED_CHUNK_BYTES,
} from './messageSizes';
import { Regrouped } from './Regrouped';
import { SetCipher } from './SetCipher';

/**
 * An encrypted set as if it were none: its files by their own paths, deciphered while they are read. Ranges take the
 * chunks they lie in and no more.
 *
 * @public
 */
export class DecipheringSetReader implements BackupSetReader {
  readonly manifest: BackupManifest;
  readonly archive?: BackupSetArchive;
  readonly unexpectedFiles?: BackupSetReader['unexpectedFiles'];
  readonly #stored: BackupSetReader;
  readonly #cipher: SetCipher;
  readonly #files: ReadonlyMap<string, ManifestFile>;

  private constructor(options: DecipheringSetReaderOptions) {
    const { stored, manifest, cipher } = options;
    this.manifest = manifest;
    this.archive = stored.archive;
    this.unexpectedFiles = stored.unexpectedFiles?.bind(stored);
    this.#stored = stored;
    this.#cipher = cipher;
    this.#files = new Map(manifest.files.map(file => [file.path, file]));
  }

  static create(options: DecipheringSetReaderOptions): DecipheringSetReader {
    return new DecipheringSetReader(options);
  }

  async read(
    path: string,
    options: { signal: AbortSignal; range?: ByteRange },
  ): Promise<Readable> {
    const { signal, range } = options;
    const storedPath = this.#storedPath(path);
    if (range) {
      return toReadable(this.#readRange(path, storedPath, options), signal);
    }
    const content = await this.#stored.read(storedPath, { signal });
    return toReadable(this.#cipher.decipher(content, storedPath, path), signal);
  }

  async size(
    path: string,
    options: { signal: AbortSignal },
  ): Promise<number | undefined> {
    const size = await this.#stored.size(this.#storedPath(path), options);
    return size === undefined ? undefined : openedSize(size) ?? 0;
  }

  /** Closes the reader that it was made of. */
  async close(): Promise<void> {
    await this.#stored.close();
  }

  async *#readRange(
    path: string,
    storedPath: string,
    options: { signal: AbortSignal; range?: ByteRange },
  ): AsyncGenerator<Uint8Array> {
    const { signal } = options;
    const size = contentSizeOf(this.#files.get(path)!);
    const { start, end } = clampRange(options.range, size);
    if (start === end) {
      return;
    }
    const chunks = await this.#openChunks(path, storedPath, signal);
    const first = Math.floor(start / CHUNK_BYTES);
    const behind = Math.floor((end - 1) / CHUNK_BYTES) + 1;
    chunks.seek(first);
    const stored = await this.#stored.read(storedPath, {
      signal,
      range: {
        start: PREFIX_BYTES + first * SEALED_CHUNK_BYTES,
        end: Math.min(
          PREFIX_BYTES + behind * SEALED_CHUNK_BYTES,
          this.#files.get(path)!.size,
        ),
      },
    });
    let at = first * CHUNK_BYTES;
    const pieces = new Regrouped(SEALED_CHUNK_BYTES);
    for await (const piece of stored) {
      const whole = pieces.add(piece);
      if (whole.length > 0) {
        const opened = chunks.openAll(whole);
        yield opened.subarray(Math.max(start - at, 0), end - at);
        at += opened.byteLength;
      }
    }
    if (at < end) {
      const opened = chunks.openAll([pieces.rest]);
      yield opened.subarray(Math.max(start - at, 0), end - at);
      at += opened.byteLength;
    }
    if (at < end) {
      throw cutShort(path);
    }
  }

  async #openChunks(
    path: string,
    storedPath: string,
    signal: AbortSignal,
  ): Promise<MessageChunks> {
    const content = await this.#stored.read(storedPath, {
      signal,
      range: { start: 0, end: PREFIX_BYTES },
    });
    const prefix = await readBytes(content, {
      name: path,
      maximumBytes: PREFIX_BYTES,
    });
    if (prefix.byteLength < PREFIX_BYTES) {
      throw cutShort(path);
    }
    return MessageChunks.open(this.#cipher.partKey(storedPath), prefix, path);
  }

  #storedPath(path: string): string {
    const storedPath = this.#files.get(path)?.storedPath;
    if (storedPath === undefined) {
      throw new NotFoundError(
        `There is no file '${path}' in backup '${this.manifest.name}'`,
      );
    }
    return storedPath;
  }
}

function cutShort(path: string): DamagedBackupError {
  return new DamagedBackupError(
    `'${path}' is not what was written: its ciphertext is cut short`,
  );
}

/**
 * What a {@link DecipheringSetReader} is made of.
 *
 * @public
 */
export interface DecipheringSetReaderOptions {
  /** The files as they are stored, see {@link storedManifest}. */
  stored: BackupSetReader;
  /** The set's own manifest. */
  manifest: BackupManifest;
  cipher: SetCipher;
}
