import { posix } from 'node:path';
import { Readable } from 'node:stream';
import {
  assertAllowedHost,
  assertObjectKey,
  assertObjectKeyPrefix,
  ByteRange,
  finishedObjects,
  objectExists,
  ObjectStat,
  probeTarget,
  readRemoteFile,
  removeUnfinishedFiles,
  StorageCapability,
  StorageTarget,
  Upload,
} from 'backstage-plugin-tdengine-backup-node';
import { assertSftpOptions } from './assertSftpOptions';
import { closeFile, openFile, readBetween } from './openFiles';
import { lookAt, removeFile } from './remoteFiles';
import { assertNoLinks, makeFolder, removeEmptyFolders } from './remoteFolders';
import { SftpConnection } from './SftpConnection';
import { SftpConnections } from './SftpConnections';
import { isTransientSftpError, SftpStatus, sftpStatus } from './sftpErrors';
import { SftpTargetOptions } from './SftpTargetOptions';
import { SftpUpload } from './SftpUpload';
import { spaceAt } from './spaceAt';
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
      throw objectExists(key);
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
    const { attempts } = this.#connections;
    const { idleTimeoutMs = IDLE_TIMEOUT_MS } = this.#connections.options;
    return readRemoteFile({
      ...options,
      target: this.name,
      key,
      attempts,
      idleTimeoutMs,
      isTransient: isTransientSftpError,
      toError: error => this.#connections.toError(error, `read '${key}'`),
      look: signal => this.#look(key, signal),
      open: part => this.#open(path, part),
    });
  }

  async stat(
    key: string,
    options: { signal: AbortSignal },
  ): Promise<ObjectStat | undefined> {
    assertObjectKey(key);
    const { signal } = options;
    const stat = await this.#connections.guard(`look at '${key}'`, signal, () =>
      this.#look(key, signal),
    );
    return stat && { key, ...stat };
  }

  async *list(
    prefix: string,
    options: { signal: AbortSignal },
  ): AsyncIterable<ObjectStat> {
    yield* finishedObjects(this.#walk(prefix, options.signal));
  }

  async delete(key: string, options: { signal: AbortSignal }): Promise<void> {
    const path = this.#path(key);
    const { signal } = options;
    await this.#connections.run(`delete '${key}'`, signal, async connection => {
      await assertNoLinks(connection, { root: this.#root, key, signal });
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
    return removeUnfinishedFiles(this.#walk(prefix, signal), before, file =>
      this.#connections.run(
        'remove unfinished uploads',
        signal,
        async connection => {
          await removeFile(connection, file.path, signal);
          await this.#tidy(connection, file.path, signal);
        },
      ),
    );
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
    const { signal } = options;
    const connection = await this.#connections.take(signal);
    const handle = await openFile(connection, path, 'r', signal);
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
    connection: SftpConnection,
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

  async #look(
    key: string,
    signal: AbortSignal,
  ): Promise<Omit<ObjectStat, 'key'> | undefined> {
    const stat = await this.#connections.runRaw(signal, async connection => {
      await assertNoLinks(connection, { root: this.#root, key, signal });
      return lookAt(connection, this.#path(key), signal);
    });
    return stat?.isFile()
      ? { size: stat.size, modifiedAt: new Date(stat.mtime * 1000) }
      : undefined;
  }
}
