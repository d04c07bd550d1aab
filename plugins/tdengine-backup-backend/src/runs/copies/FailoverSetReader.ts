import { Readable } from 'node:stream';
import { NotFoundError } from '@backstage/errors';
import {
  BackupManifest,
  BackupSetReader,
  ByteRange,
  contentSizeOf,
  ManifestFile,
  toReadable,
  VerifyingSetReader,
} from 'backstage-plugin-tdengine-backup-node';
import { failoverStream } from './failoverStream';

/** A copy that can be opened when it is needed. */
export interface OpenableCopy {
  target: string;
  open: () => Promise<BackupSetReader>;
}

interface ReadOptions {
  signal: AbortSignal;
  range?: ByteRange;
}

/**
 * Several copies of one set as one: the nearest is read, and where it fails, the next one, also in the middle of a file.
 * A file is read on in another copy only where that has the same file by its digest.
 */
export class FailoverSetReader implements BackupSetReader {
  readonly manifest: BackupManifest;
  readonly #copies: readonly OpenableCopy[];
  readonly #onFailure: (target: string, error: unknown) => void;
  readonly #readers: Map<OpenableCopy, Promise<BackupSetReader>>;
  /** Those that are not read any more, with why. */
  readonly #failed: Map<OpenableCopy, unknown>;
  /** Whose bytes were handed out last as a file. */
  readonly #servedBy = new Map<string, Set<OpenableCopy>>();
  readonly #files: ReadonlyMap<string, ManifestFile>;
  readonly #filesOfCopies = new Map<
    OpenableCopy,
    ReadonlyMap<string, ManifestFile>
  >();

  /**
   * Opens the first copy that can be. Throws the error of the nearest where none can.
   *
   * @param options - `onFailure` is told of every copy that is not read any more
   */
  static async open(options: {
    copies: readonly OpenableCopy[];
    onFailure: (target: string, error: unknown) => void;
    signal: AbortSignal;
  }): Promise<FailoverSetReader> {
    const { copies, onFailure, signal } = options;
    const failed = new Map<OpenableCopy, unknown>();
    for (const copy of copies) {
      try {
        const reader = await copy.open();
        return new FailoverSetReader(
          copies,
          onFailure,
          new Map([[copy, Promise.resolve(reader)]]),
          failed,
          reader.manifest,
        );
      } catch (error) {
        signal.throwIfAborted();
        onFailure(copy.target, error);
        failed.set(copy, error);
      }
    }
    throw firstCause(failed) ?? new NotFoundError('There is no copy to read');
  }

  private constructor(
    copies: readonly OpenableCopy[],
    onFailure: (target: string, error: unknown) => void,
    readers: Map<OpenableCopy, Promise<BackupSetReader>>,
    failed: Map<OpenableCopy, unknown>,
    manifest: BackupManifest,
  ) {
    this.#copies = copies;
    this.#onFailure = onFailure;
    this.#readers = readers;
    this.#failed = failed;
    this.manifest = manifest;
    this.#files = byPath(manifest);
  }

  async read(path: string, options: ReadOptions): Promise<Readable> {
    const { range, signal } = options;
    const file = this.#files.get(path);
    const end = clamp(range?.end, file && contentSizeOf(file));
    let { copy, value: content } = await this.#try(path, signal, reader =>
      reader.read(path, options),
    );
    const served = new Set([copy]);
    this.#servedBy.set(path, served);
    const stream = failoverStream({
      content,
      position: range?.start ?? 0,
      end,
      signal,
      goOn: async (position, error) => {
        this.#fail(copy, error);
        ({ copy, value: content } = await this.#try(
          path,
          signal,
          async reader => {
            if (end === undefined) {
              throw error;
            }
            return reader.read(path, {
              signal,
              range: { start: position, end },
            });
          },
          error,
        ));
        served.add(copy);
        return content;
      },
    });
    return toReadable(stream, signal);
  }

  async size(
    path: string,
    options: { signal: AbortSignal },
  ): Promise<number | undefined> {
    const { value } = await this.#try(path, options.signal, reader =>
      reader.size(path, options),
    );
    return value;
  }

  /**
   * The same, held to the manifest while it is read. A copy that turns out to be damaged is not read any more: whoever
   * reads the file once more reads another one.
   */
  verifying(): BackupSetReader {
    const verifying = VerifyingSetReader.create(this);
    const blame = (path: string, error: unknown) => {
      if (error instanceof Error && error.name === 'DamagedBackupError') {
        this.#servedBy.get(path)?.forEach(copy => this.#fail(copy, error));
      }
    };
    return {
      manifest: this.manifest,
      size: (path, options) => verifying.size(path, options),
      close: () => verifying.close(),
      read: async (path, options) => {
        try {
          const content = await verifying.read(path, options);
          content.once('error', error => blame(path, error));
          return content;
        } catch (error) {
          blame(path, error);
          throw error;
        }
      },
    };
  }

  async close(): Promise<void> {
    const readers = await Promise.allSettled(this.#readers.values());
    for (const reader of readers) {
      if (reader.status === 'fulfilled') {
        await reader.value.close();
      }
    }
  }

  /** Does something with the first copy that has the file and does not fail. */
  async #try<T>(
    path: string,
    signal: AbortSignal,
    action: (reader: BackupSetReader) => Promise<T>,
    error?: unknown,
  ): Promise<{ copy: OpenableCopy; value: T }> {
    let cause = error;
    for (const copy of this.#copies.filter(it => !this.#failed.has(it))) {
      try {
        const reader = await this.#reader(copy);
        this.#assertSame(copy, reader, path);
        return { copy, value: await action(reader) };
      } catch (failure) {
        signal.throwIfAborted();
        cause ??= failure;
        this.#fail(copy, failure);
      }
    }
    cause ??= firstCause(this.#failed);
    // Whoever tries again later may find them in order again.
    this.#failed.clear();
    throw cause;
  }

  #fail(copy: OpenableCopy, error: unknown): void {
    if (!this.#failed.has(copy)) {
      this.#failed.set(copy, error);
      this.#onFailure(copy.target, error);
    }
  }

  #reader(copy: OpenableCopy): Promise<BackupSetReader> {
    let reader = this.#readers.get(copy);
    if (!reader) {
      reader = copy.open();
      this.#readers.set(copy, reader);
      reader.catch(() => this.#readers.delete(copy));
    }
    return reader;
  }

  #assertSame(copy: OpenableCopy, reader: BackupSetReader, path: string): void {
    if (reader.manifest === this.manifest) {
      return;
    }
    const own = this.#files.get(path);
    const other = this.#filesOf(copy, reader).get(path);
    if (
      own &&
      (own.storedDigest !== other?.storedDigest || own.size !== other.size)
    ) {
      throw new NotFoundError(
        `'${path}' of the copy on target '${copy.target}' is another file`,
      );
    }
  }

  #filesOf(
    copy: OpenableCopy,
    { manifest }: BackupSetReader,
  ): ReadonlyMap<string, ManifestFile> {
    let files = this.#filesOfCopies.get(copy);
    if (!files) {
      files = byPath(manifest);
      this.#filesOfCopies.set(copy, files);
    }
    return files;
  }
}

function byPath({ files }: BackupManifest): ReadonlyMap<string, ManifestFile> {
  return new Map(files.map(file => [file.path, file]));
}

/** What the nearest copy failed with. */
function firstCause(failed: ReadonlyMap<OpenableCopy, unknown>): unknown {
  return failed.values().next().value;
}

function clamp(
  end: number | undefined,
  size: number | undefined,
): number | undefined {
  return size === undefined ? end : Math.min(end ?? size, size);
}
