import { posix } from 'node:path';
import { Readable } from 'node:stream';
import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  assertAllowedHost,
  assertByteRange,
  assertObjectKey,
  assertObjectKeyPrefix,
  ByteRange,
  ObjectStat,
  probeTarget,
  readResumably,
  StorageCapability,
  StorageTarget,
  Upload,
} from 'backstage-plugin-tdengine-backup-node';
import { assertSftpOptions } from './assertSftpOptions';
import {
  closeFile,
  lookAt,
  makeFolder,
  openFile,
  readBetween,
  removeEmptyFolders,
  removeFile,
  spaceAt,
} from './remoteFiles';
import { SftpConnections } from './SftpConnections';
import { isTransientSftpError, SftpStatus, sftpStatus } from './sftpErrors';
import { SftpTargetOptions } from './SftpTargetOptions';
import { SftpUpload } from './SftpUpload';
import { walkRemoteFolder } from './walkRemoteFolder';

const IDLE_TIMEOUT_MS = 60_000;

/**
 * A folder of an SFTP server as a place for backup sets.
 *
 * @remarks
 *
 * An upload is written as `.<name>.<random>.partial` beside its place, made durable where the server can, and then renamed,
 * so a file is there whole or not at all.
 *
 * @public
 */
export class SftpTarget implements StorageTarget {
  readonly type = 'sftp';
  readonly name: string;
  readonly location: string;
  readonly capabilities: ReadonlySet<StorageCapability> = new Set([
    'ifAbsent',
    'range',
    'resume',
  ]);
  readonly #connections: SftpConnections;
  readonly #root: string;

  private constructor(connections: SftpConnections, root: string) {
    this.#connections = connections;
    this.#root = root;
    this.name = connections.options.name;
    this.location = connections.location;
  }

  /**
   * Connects with the first request only. Throws an InputError for options that cannot be, a missing host key among them,
   * and for a host that is not allowed.
   */
  static create(options: SftpTargetOptions): SftpTarget {
    assertSftpOptions(options);
    assertAllowedHost(options.host, options.allowedHosts, options.name);
    const root = posix.normalize(options.path).replace(/(.)\/+$/, '$1');
    const location = `sftp://${options.host}:${options.port ?? 22}${
      root.startsWith('/') ? root : `/~/${root}`
    }`;
    return new SftpTarget(SftpConnections.create(options, location), root);
  }

  async probe(options: { signal: AbortSignal }): Promise<void> {
    const { signal } = options;
    await this.#connections.run(
      `make the folder '${this.#root}'`,
      signal,
      connection => makeFolder(connection, this.#root, signal),
    );
    await probeTarget(this, options);
  }

  async upload(
    key: string,
    options: { signal: AbortSignal; ifAbsent?: boolean; sizeHint?: number },
  ): Promise<Upload> {
    const path = this.#path(key);
    const { signal, ifAbsent = false } = options;
    signal.throwIfAborted();
    if (ifAbsent && (await this.stat(key, options))) {
      throw new ConflictError(`There is an object '${key}' already`);
    }
    const root = this.#root;
    return SftpUpload.create(this.#connections, {
      key,
      path,
      root,
      ifAbsent,
      signal,
    });
  }

  async read(
    key: string,
    options: { signal: AbortSignal; range?: ByteRange },
  ): Promise<Readable> {
    const path = this.#path(key);
    const { range, signal } = options;
    signal.throwIfAborted();
    if (range) {
      assertByteRange(range);
    }
    let first: ObjectStat | undefined;
    const end = () => Math.min(range?.end ?? Infinity, first?.size ?? 0);
    const start = () => Math.min(range?.start ?? 0, end());
    return readResumably({
      signal,
      attempts: this.#connections.attempts,
      idleTimeoutMs: this.#connections.options.idleTimeoutMs ?? IDLE_TIMEOUT_MS,
      isTransient: isTransientSftpError,
      translate: error => this.#toReadError(error, key),
      size: () => end() - start(),
      open: async (offset, openSignal) => {
        const stat = await this.stat(key, { signal: openSignal });
        if (!stat) {
          throw notFound(this.name, key);
        }
        first ??= stat;
        // The rest of the same file, not of one that took its place meanwhile.
        if (
          stat.size !== first.size ||
          stat.modifiedAt.getTime() !== first.modifiedAt.getTime()
        ) {
          throw new ConflictError(
            `'${key}' on target '${this.name}' was replaced while it was read`,
          );
        }
        return this.#open(path, {
          start: start() + offset,
          end: end(),
          signal: openSignal,
        });
      },
    });
  }

  async stat(
    key: string,
    options: { signal: AbortSignal },
  ): Promise<ObjectStat | undefined> {
    const path = this.#path(key);
    const { signal } = options;
    const stat = await this.#connections.run(
      `look at '${key}'`,
      signal,
      connection => lookAt(connection, path, signal),
    );
    return stat?.isFile()
      ? { key, size: stat.size, modifiedAt: new Date(stat.mtime * 1000) }
      : undefined;
  }

  async *list(
    prefix: string,
    options: { signal: AbortSignal },
  ): AsyncIterable<ObjectStat> {
    for await (const file of this.#walk(prefix, options.signal)) {
      if (!file.unfinished) {
        const { key, size, modifiedAt } = file;
        yield { key, size, modifiedAt };
      }
    }
  }

  async delete(key: string, options: { signal: AbortSignal }): Promise<void> {
    const path = this.#path(key);
    const { signal } = options;
    await this.#connections.run(`delete '${key}'`, signal, async connection => {
      if ((await lookAt(connection, path, signal))?.isDirectory()) {
        return;
      }
      await removeFile(connection, path, signal).catch(error => {
        // A file is in the way of the folder, so there is nothing to delete.
        if (sftpStatus(error) !== SftpStatus.failure) {
          throw error;
        }
      });
      await this.#tidy(connection, path, signal);
    });
  }

  async removeUnfinished(
    prefix: string,
    options: { signal: AbortSignal; before: Date },
  ): Promise<number> {
    const { signal, before } = options;
    let removed = 0;
    for await (const file of this.#walk(prefix, signal)) {
      if (file.unfinished && file.modifiedAt < before) {
        await this.#connections.run(
          'remove unfinished uploads',
          signal,
          async connection => {
            await removeFile(connection, file.path, signal);
            await this.#tidy(connection, file.path, signal);
          },
        );
        removed++;
      }
    }
    return removed;
  }

  async freeSpace(options: {
    signal: AbortSignal;
  }): Promise<bigint | undefined> {
    return (await this.#space(options.signal))?.free;
  }

  async totalSpace(options: {
    signal: AbortSignal;
  }): Promise<bigint | undefined> {
    return (await this.#space(options.signal))?.total;
  }

  #walk(prefix: string, signal: AbortSignal) {
    assertObjectKeyPrefix(prefix);
    return walkRemoteFolder(this.#connections, {
      root: this.#root,
      prefix,
      signal,
    });
  }

  #space(signal: AbortSignal) {
    return this.#connections.run(
      'ask the free space',
      signal,
      async connection =>
        (await spaceAt(connection, this.#root, signal)) ??
        // Before the first write the folder need not be there.
        spaceAt(connection, posix.dirname(this.#root), signal),
    );
  }

  async #open(
    path: string,
    options: { start: number; end: number; signal: AbortSignal },
  ): Promise<Readable> {
    const connection = await this.#connections.take(options.signal);
    const handle = await openFile(connection, path, 'r', options.signal);
    const chunks = async function* chunks() {
      try {
        yield* readBetween(connection, handle, options);
      } finally {
        await closeFile(connection, handle);
      }
    };
    return Readable.from(chunks(), { objectMode: false });
  }

  async #tidy(
    connection: Parameters<typeof removeEmptyFolders>[0],
    path: string,
    signal: AbortSignal,
  ): Promise<void> {
    const folder = posix.dirname(path);
    await removeEmptyFolders(connection, { root: this.#root, folder, signal });
  }

  #path(key: string): string {
    assertObjectKey(key);
    return posix.join(this.#root, key);
  }

  #toReadError(error: unknown, key: string): Error {
    return ['NotFoundError', 'ConflictError'].includes((error as Error).name)
      ? (error as Error)
      : this.#connections.toError(error, `read '${key}'`);
  }
}

function notFound(target: string, key: string): NotFoundError {
  return new NotFoundError(`There is no object '${key}' on target '${target}'`);
}
