import { promises as fs } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { InputError } from '@backstage/errors';
import { heardLater } from '../streams';
import { assertByteRange } from './assertByteRange';
import { finishedObjects, removeUnfinishedFiles } from './finishedObjects';
import { LocalUpload } from './LocalUpload';
import { assertObjectKey, assertObjectKeyPrefix } from './objectKey';
import { fileErrorCode, toTargetError } from './localFileErrors';
import {
  removeEmptyFolders,
  removeEmptyFoldersBelow,
  resolveBelowRoot,
} from './localPath';
import { localSpace } from './localSpace';
import { makeFolder } from './makeFolder';
import { objectExists, objectNotFound } from './objectErrors';
import { openLocalFile } from './openLocalFile';
import { probeTarget } from './probeTarget';
import {
  ByteRange,
  ObjectStat,
  StorageCapability,
  StorageTarget,
  Upload,
} from './StorageTarget';
import { StorageFullError } from './StorageFullError';
import { walkFolder } from './walkFolder';

/**
 * A folder of this machine, or of a network file system mounted on it, as a place for backup sets.
 *
 * @remarks
 *
 * An upload is written as `.<name>.<random>.partial` beside its place, made durable and then renamed, so a file is there
 * whole or not at all, also after a power cut. Symbolic links below the folder are not followed.
 *
 * @public
 */
export class LocalFolderTarget implements StorageTarget {
  readonly type = 'local';
  readonly name: string;
  readonly location: string;
  readonly capabilities: ReadonlySet<StorageCapability> = new Set([
    'ifAbsent',
    'range',
  ]);

  private constructor(name: string, path: string) {
    this.name = name;
    this.location = path;
  }

  /**
   * The folder is made by the first write. Throws an InputError for a path that is empty or holds a NUL.
   */
  static create(options: { name: string; path: string }): LocalFolderTarget {
    if (options.path.trim() === '' || options.path.includes('\0')) {
      throw new InputError(
        `The path of target '${options.name}' has to be a folder, for example /var/lib/backups`,
      );
    }
    return new LocalFolderTarget(options.name, resolve(options.path));
  }

  async probe(options: { signal: AbortSignal }): Promise<void> {
    try {
      await makeFolder(this.location);
    } catch (error) {
      throw this.#translate(error, 'make the folder', this.location);
    }
    await probeTarget(this, options);
  }

  async upload(
    key: string,
    options: { signal: AbortSignal; ifAbsent?: boolean; sizeHint?: number },
  ): Promise<Upload> {
    const path = await this.#resolve(key);
    options.signal.throwIfAborted();
    if (options.ifAbsent && (await this.stat(key, options))) {
      throw objectExists(key);
    }
    await this.#checkSpace(path, options.sizeHint);
    try {
      return await this.#createUpload(key, path, options);
    } catch (error) {
      throw this.#translate(error, 'write', path);
    }
  }

  async read(
    key: string,
    options: { signal: AbortSignal; range?: ByteRange },
  ): Promise<Readable> {
    const path = await this.#resolve(key);
    const { range, signal } = options;
    signal.throwIfAborted();
    if (range) {
      assertByteRange(range);
    }
    const handle = await openLocalFile(path).catch(error => {
      throw this.#translate(error, 'read', path);
    });
    if (!handle) {
      throw objectNotFound(this.name, key);
    }
    if (range && range.start === range.end) {
      await handle.close();
      return Readable.from([]);
    }
    return heardLater(
      handle.createReadStream({
        signal,
        highWaterMark: 256 * 1024,
        ...(range && { start: range.start, end: range.end - 1 }),
      }),
    );
  }

  async stat(
    key: string,
    options: { signal: AbortSignal },
  ): Promise<ObjectStat | undefined> {
    const path = await this.#resolve(key);
    options.signal.throwIfAborted();
    try {
      const stat = await fs.lstat(path);
      return stat.isFile()
        ? { key, size: stat.size, modifiedAt: stat.mtime }
        : undefined;
    } catch (error) {
      if (['ENOENT', 'ENOTDIR'].includes(fileErrorCode(error) ?? '')) {
        return undefined;
      }
      throw this.#translate(error, 'look at', path);
    }
  }

  async *list(
    prefix: string,
    options: { signal: AbortSignal },
  ): AsyncIterable<ObjectStat> {
    assertObjectKeyPrefix(prefix);
    await resolveBelowRoot(this.location, `${prefix}x`);
    try {
      yield* finishedObjects(walkFolder(this.location, prefix, options.signal));
    } catch (error) {
      throw this.#translate(error, 'list', join(this.location, prefix));
    }
  }

  async delete(key: string, options: { signal: AbortSignal }): Promise<void> {
    const path = await this.#resolve(key);
    options.signal.throwIfAborted();
    try {
      const stat = await fs.lstat(path);
      if (stat.isDirectory()) {
        return;
      }
      await fs.rm(path, { force: true });
    } catch (error) {
      if (!['ENOENT', 'ENOTDIR'].includes(fileErrorCode(error) ?? '')) {
        throw this.#translate(error, 'delete', path);
      }
    }
    await removeEmptyFolders(this.location, dirname(path));
  }

  async removeUnfinished(
    prefix: string,
    options: { signal: AbortSignal; before: Date },
  ): Promise<number> {
    assertObjectKeyPrefix(prefix);
    const removed = await removeUnfinishedFiles(
      walkFolder(this.location, prefix, options.signal),
      options.before,
      async ({ path }) => {
        await fs.rm(path, { force: true });
        await removeEmptyFolders(this.location, dirname(path));
      },
    );
    const folder = prefix.slice(0, prefix.lastIndexOf('/') + 1);
    // Refuses to go through a link.
    await resolveBelowRoot(this.location, `${folder}-`);
    await removeEmptyFoldersBelow(this.location, folder);
    return removed;
  }

  async freeSpace(options: { signal: AbortSignal }): Promise<bigint> {
    options.signal.throwIfAborted();
    const { free } = await this.#spaceAt(this.location);
    return free;
  }

  async totalSpace(options: { signal: AbortSignal }): Promise<bigint> {
    options.signal.throwIfAborted();
    const { total } = await this.#spaceAt(this.location);
    return total;
  }

  async #createUpload(
    key: string,
    path: string,
    options: { signal: AbortSignal; ifAbsent?: boolean },
  ): Promise<Upload> {
    for (let attempt = 1; ; attempt++) {
      try {
        await makeFolder(dirname(path));
        return await LocalUpload.create({
          target: this.name,
          root: this.location,
          key,
          path,
          ifAbsent: options.ifAbsent ?? false,
          signal: options.signal,
        });
      } catch (error) {
        // A delete next door may have removed a folder, still empty, between two calls.
        if (fileErrorCode(error) !== 'ENOENT' || attempt === 5) {
          throw error;
        }
      }
    }
  }

  async #resolve(key: string): Promise<string> {
    assertObjectKey(key);
    return resolveBelowRoot(this.location, key);
  }

  async #checkSpace(path: string, sizeHint: number | undefined) {
    if (!sizeHint) {
      return;
    }
    const { free } = await this.#spaceAt(dirname(path));
    if (free < BigInt(sizeHint)) {
      throw new StorageFullError(
        `No space left on target '${this.name}' (${path}): ${sizeHint} bytes are needed, ${free} are free`,
      );
    }
  }

  async #spaceAt(path: string): Promise<{ free: bigint; total: bigint }> {
    try {
      return await localSpace(path);
    } catch (error) {
      throw this.#translate(error, 'ask the free space of', path);
    }
  }

  #translate(error: unknown, action: string, path: string): Error {
    return toTargetError(error, { target: this.name, action, path });
  }
}
