import { createReadStream, promises as fs } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { NotFoundError } from '@backstage/errors';
import { heardLater } from '../streams';
import { ByteRange } from '../target';
import { BackupManifest, ManifestFile } from './BackupManifest';
import { BackupSetArchive, BackupSetReader } from './BackupSetReader';
import { ByteSource } from './ByteSource';
import { clampRange } from './byteStreams';
import {
  UnpackedArchives,
  UnpackedLease,
  UnpackRequest,
} from './UnpackedArchives';
import { UnpackedTar, unpackTar } from './unpackTar';

/** Everything, or what tells of the rows without being rows: schemas, lists of tables, counts. */
type Extent = 'whole' | 'descriptions';

/**
 * Reads a set out of a tar.gz archive. Such an archive can only be read from its start, so the first read unpacks it
 * into a temporary folder, which `close` removes, or which is shared with other readers of the same archive.
 *
 * @internal
 */
export class TarSetReader implements BackupSetReader {
  readonly manifest: BackupManifest;
  readonly archive?: BackupSetArchive;
  readonly #source: ByteSource;
  readonly #archives: UnpackedArchives;
  readonly #sharedAs: string | undefined;
  readonly #files: ReadonlyMap<string, ManifestFile>;
  readonly #leases = new Map<Extent, UnpackedLease>();
  readonly #closing = new AbortController();
  #damage: Error | undefined;

  private constructor(options: TarSetReaderOptions) {
    this.manifest = options.manifest;
    this.archive = options.archive;
    this.#source = options.source;
    this.#sharedAs = options.shared?.key;
    this.#archives =
      options.shared?.archives ?? ownArchives(options.temporaryDirectory);
    this.#files = new Map(
      options.manifest.files.map(file => [file.path, file]),
    );
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
    return heardLater(
      createReadStream(local, {
        signal: options.signal,
        start,
        end: end - 1,
        highWaterMark: 256 * 1024,
      }),
    );
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
    yield* (await this.#unpacked('whole', options.signal)).unexpected;
  }

  async close(): Promise<void> {
    this.#closing.abort(new Error('The reader was closed'));
    for (const lease of this.#leases.values()) {
      await lease.release();
    }
    this.#leases.clear();
    if (this.#sharedAs === undefined) {
      await this.#archives.close();
    }
    await this.#source.close();
  }

  async #find(path: string, signal: AbortSignal): Promise<string | undefined> {
    const file = this.#files.get(path);
    if (!file) {
      throw new NotFoundError(
        `There is no file '${path}' in backup '${this.manifest.name}'`,
      );
    }
    const unpacked = await this.#unpacked(this.#extentFor(file), signal);
    return unpacked.files.get(path);
  }

  #extentFor(file: ManifestFile): Extent {
    return this.#sharedAs !== undefined &&
      file.kind !== 'rows' &&
      !this.#leases.has('whole') &&
      !this.#archives.has(this.#key('whole'))
      ? 'descriptions'
      : 'whole';
  }

  async #unpacked(extent: Extent, signal: AbortSignal): Promise<UnpackedTar> {
    if (this.#damage) {
      throw this.#damage;
    }
    const held = this.#leases.get(extent);
    if (held) {
      return held.content;
    }
    const lease = await this.#archives
      .acquire(this.#request(extent), {
        signal: AbortSignal.any([signal, this.#closing.signal]),
      })
      .catch(error => {
        // Trying again helps where the disk or the network failed, not here.
        if (error.name === 'DamagedBackupError') {
          this.#damage = error;
        }
        throw error;
      });
    if (this.#closing.signal.aborted || this.#leases.has(extent)) {
      await lease.release();
      this.#closing.signal.throwIfAborted();
    } else {
      this.#leases.set(extent, lease);
    }
    return lease.content;
  }

  #request(extent: Extent): UnpackRequest {
    const wanted = this.manifest.files.filter(
      ({ kind }) => extent === 'whole' || kind !== 'rows',
    );
    return {
      key: this.#key(extent),
      bytes: wanted.reduce((sum, file) => sum + file.size, 0),
      unpack: (folder, signal) =>
        unpackTar(this.#source, {
          manifest: this.manifest,
          ...(extent === 'descriptions' && { only: wanted }),
          folder,
          signal,
        }),
    };
  }

  #key(extent: Extent): string {
    return `${extent} ${this.#sharedAs ?? ''}`;
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
  /** Copies that others use too; the key stands for this archive with this manifest. */
  shared?: { archives: UnpackedArchives; key: string };
}

function ownArchives(temporaryDirectory: string): UnpackedArchives {
  return UnpackedArchives.create({
    lingerMs: 0,
    makeFolder: async () => {
      await fs.mkdir(temporaryDirectory, { recursive: true });
      const path = await fs.mkdtemp(join(temporaryDirectory, 'set-'));
      return {
        path,
        remove: () => fs.rm(path, { recursive: true, force: true }),
      };
    },
  });
}
