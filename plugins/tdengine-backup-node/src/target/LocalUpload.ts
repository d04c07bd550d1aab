import { randomBytes } from 'node:crypto';
import { promises as fs } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ObjectStat, Upload } from './StorageTarget';
import { hiddenPath } from './hiddenPath';
import { toTargetError } from './localFileErrors';
import { removeEmptyFolders } from './localPath';
import { uploadEnded } from './objectErrors';
import { publishExclusively } from './publishExclusively';
import { syncDirectory } from './syncDirectory';

/**
 * One file on its way into a {@link LocalFolderTarget}: written under a hidden name beside its place, moved there whole.
 *
 * @internal
 */
export class LocalUpload implements Upload {
  readonly #target: string;
  readonly #root: string;
  readonly #key: string;
  readonly #path: string;
  readonly #partialPath: string;
  readonly #ifAbsent: boolean;
  readonly #signal: AbortSignal;
  #handle: FileHandle | undefined;
  #state: 'open' | 'completed' | 'aborted' = 'open';

  private constructor(
    options: LocalUploadOptions,
    partialPath: string,
    handle: FileHandle,
  ) {
    this.#target = options.target;
    this.#root = options.root;
    this.#key = options.key;
    this.#path = options.path;
    this.#partialPath = partialPath;
    this.#ifAbsent = options.ifAbsent;
    this.#signal = options.signal;
    this.#handle = handle;
  }

  static async create(options: LocalUploadOptions): Promise<LocalUpload> {
    // Exclusive, so that a link planted under the name is never written through.
    const random = randomBytes(6).toString('hex');
    const partialPath = hiddenPath(options.path, `${random}.partial`);
    const handle = await fs.open(partialPath, 'wx', 0o640);
    return new LocalUpload(options, partialPath, handle);
  }

  async write(chunk: Uint8Array): Promise<void> {
    const handle = this.#openHandle();
    this.#signal.throwIfAborted();
    try {
      let offset = 0;
      while (offset < chunk.byteLength) {
        const { bytesWritten } = await handle.write(chunk, offset);
        offset += bytesWritten;
      }
    } catch (error) {
      throw this.#translate(error);
    }
  }

  async complete(): Promise<ObjectStat> {
    const handle = this.#openHandle();
    this.#signal.throwIfAborted();
    try {
      await handle.sync();
      const { size, mtime } = await handle.stat();
      this.#handle = undefined;
      await handle.close();
      this.#signal.throwIfAborted();
      if (this.#ifAbsent) {
        await publishExclusively(this.#partialPath, this.#path, this.#key);
      } else {
        await fs.rename(this.#partialPath, this.#path);
      }
      this.#state = 'completed';
      await syncDirectory(dirname(this.#path));
      return { key: this.#key, size, modifiedAt: mtime };
    } catch (error) {
      throw this.#translate(error);
    }
  }

  async abort(): Promise<void> {
    if (this.#state !== 'open') {
      return;
    }
    this.#state = 'aborted';
    const handle = this.#handle;
    this.#handle = undefined;
    try {
      await handle?.close();
    } finally {
      await fs.rm(this.#partialPath, { force: true });
      // The folders may have been made for this file alone.
      await removeEmptyFolders(this.#root, dirname(this.#partialPath));
    }
  }

  #openHandle(): FileHandle {
    if (!this.#handle || this.#state !== 'open') {
      throw uploadEnded(this.#target, this.#key);
    }
    return this.#handle;
  }

  #translate(error: unknown): Error {
    return toTargetError(error, {
      target: this.#target,
      action: 'write',
      path: this.#path,
    });
  }
}

/**
 * @internal
 */
export interface LocalUploadOptions {
  target: string;
  /** The folder of the target. */
  root: string;
  key: string;
  path: string;
  ifAbsent: boolean;
  signal: AbortSignal;
}
