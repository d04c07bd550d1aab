import { randomBytes } from 'node:crypto';
import { posix } from 'node:path';
import {
  hiddenPath,
  ObjectStat,
  Upload,
  uploadEnded,
} from 'backstage-plugin-tdengine-backup-node';
import { publish, publishExclusively } from './publishRemotely';
import { lookAt, removeFile } from './remoteFiles';
import { assertNoLinks, removeEmptyFolders } from './remoteFolders';
import { SftpConnection } from './SftpConnection';
import { SftpConnections } from './SftpConnections';
import { SftpStatus, sftpStatus } from './sftpErrors';
import { SftpPartialFile } from './SftpPartialFile';
import { spaceAt } from './spaceAt';

const ABORT_TIMEOUT_MS = 20_000;

// A server that has less than this left is full: it says no more than that writing failed.
const FULL_BYTES = 1024 * 1024;

/**
 * One file on its way: written under a hidden name beside its place, moved there whole.
 *
 * @internal
 */
export class SftpUpload implements Upload {
  readonly #connections: SftpConnections;
  readonly #options: SftpUploadOptions;
  readonly #partial: SftpPartialFile;
  #state: 'open' | 'completed' | 'aborted' = 'open';

  private constructor(
    connections: SftpConnections,
    options: SftpUploadOptions,
  ) {
    this.#connections = connections;
    this.#options = options;
    const random = randomBytes(6).toString('hex');
    this.#partial = SftpPartialFile.create(
      connections,
      hiddenPath(options.path, `${random}.partial`),
      options.signal,
    );
  }

  static async create(
    connections: SftpConnections,
    options: SftpUploadOptions,
  ): Promise<SftpUpload> {
    const upload = new SftpUpload(connections, options);
    await upload.#run(connection => assertNoLinks(connection, options));
    await upload.#guard(() => upload.#partial.begin());
    return upload;
  }

  async write(chunk: Uint8Array): Promise<void> {
    this.#assertOpen();
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    await this.#guard(() => this.#partial.append(bytes));
  }

  async complete(): Promise<ObjectStat> {
    this.#assertOpen();
    const { key, path, ifAbsent, signal } = this.#options;
    await this.#guard(() => this.#partial.finish());
    const size = this.#partial.written;
    const publication = {
      key,
      partialPath: this.#partial.path,
      path,
      size,
      signal,
    };
    await this.#run(async connection => {
      await assertNoLinks(connection, this.#options);
      await (ifAbsent
        ? publishExclusively(connection, publication)
        : publish(connection, publication));
    });
    this.#state = 'completed';
    const stat = await this.#run(connection =>
      lookAt(connection, path, signal),
    );
    if (stat?.size !== size) {
      throw new Error(
        `Target '${this.#connections.options.name}' keeps ${
          stat?.size ?? 'no'
        } bytes of '${key}' where ${size} were written`,
      );
    }
    return { key, size, modifiedAt: new Date(stat.mtime * 1000) };
  }

  async abort(): Promise<void> {
    if (this.#state !== 'open') {
      return;
    }
    this.#state = 'aborted';
    await this.#partial.close();
    const signal = AbortSignal.timeout(ABORT_TIMEOUT_MS);
    const { key, path, root } = this.#options;
    try {
      await this.#connections.runRaw(signal, async connection => {
        await assertNoLinks(connection, { root, key, signal });
        await removeFile(connection, this.#partial.path, signal);
        // The folders may have been made for this file alone.
        const folder = posix.dirname(path);
        await removeEmptyFolders(connection, { root, folder, signal });
      });
    } catch {
      // The connection may be what broke. `removeUnfinished` finds the file later.
    }
  }

  #run<T>(work: (connection: SftpConnection) => Promise<T>): Promise<T> {
    return this.#guard(() =>
      this.#connections.runRaw(this.#options.signal, work),
    );
  }

  async #guard<T>(work: () => Promise<T>): Promise<T> {
    const { key, signal } = this.#options;
    try {
      return await work();
    } catch (error) {
      signal.throwIfAborted();
      if ((error as Error).name === 'ConflictError') {
        throw error;
      }
      const full =
        sftpStatus(error) === SftpStatus.failure && (await this.#isFull());
      throw this.#connections.toError(error, `write '${key}'`, full);
    }
  }

  async #isFull(): Promise<boolean> {
    const signal = AbortSignal.timeout(ABORT_TIMEOUT_MS);
    const { root } = this.#options;
    const space = await this.#connections
      .runRaw(signal, connection => spaceAt(connection, root, signal))
      .catch(() => undefined);
    return space !== undefined && space.free < FULL_BYTES;
  }

  #assertOpen(): void {
    const { key, signal } = this.#options;
    if (this.#state !== 'open') {
      throw uploadEnded(this.#connections.options.name, key);
    }
    signal.throwIfAborted();
  }
}

/**
 * @internal
 */
export interface SftpUploadOptions {
  key: string;
  path: string;
  /** The folder of the target. */
  root: string;
  ifAbsent: boolean;
  signal: AbortSignal;
}
