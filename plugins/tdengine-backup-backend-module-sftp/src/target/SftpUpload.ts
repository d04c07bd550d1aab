import { randomBytes } from 'node:crypto';
import { posix } from 'node:path';
import type { Stats } from 'ssh2';
import {
  hiddenPath,
  ObjectStat,
  retryTransient,
  Upload,
} from 'backstage-plugin-tdengine-backup-node';
import { publish, publishExclusively } from './publishRemotely';
import {
  closeFile,
  lookAt,
  makeFolder,
  openFile,
  removeEmptyFolders,
  removeFile,
  spaceAt,
  writeAt,
} from './remoteFiles';
import { SftpConnection } from './SftpConnection';
import { SftpConnections } from './SftpConnections';
import { isTransientSftpError, SftpStatus, sftpStatus } from './sftpErrors';

const ABORT_TIMEOUT_MS = 20_000;

// A server that has less than this left is full: it says no more than that writing failed.
const FULL_BYTES = 1024 * 1024;

interface OpenFile {
  connection: SftpConnection;
  handle: Buffer;
}

/**
 * One file on its way: written under a hidden name beside its place, moved there whole. When the connection is lost it goes
 * on over another one, after the last bytes that the server acknowledged.
 *
 * @internal
 */
export class SftpUpload implements Upload {
  readonly #connections: SftpConnections;
  readonly #options: SftpUploadOptions;
  readonly #partialPath: string;
  #file: OpenFile | undefined;
  #written = 0;
  #state: 'open' | 'completed' | 'aborted' = 'open';

  private constructor(
    connections: SftpConnections,
    options: SftpUploadOptions,
  ) {
    this.#connections = connections;
    this.#options = options;
    const random = randomBytes(6).toString('hex');
    this.#partialPath = hiddenPath(options.path, `${random}.partial`);
  }

  static async create(
    connections: SftpConnections,
    options: SftpUploadOptions,
  ): Promise<SftpUpload> {
    const upload = new SftpUpload(connections, options);
    await upload.#again(file => Promise.resolve(file));
    return upload;
  }

  async write(chunk: Uint8Array): Promise<void> {
    this.#assertOpen();
    const { signal } = this.#options;
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    await this.#again(({ connection, handle }) =>
      writeAt(connection, handle, { bytes, position: this.#written, signal }),
    );
    this.#written += bytes.byteLength;
  }

  async complete(): Promise<ObjectStat> {
    this.#assertOpen();
    const { key, path, ifAbsent, signal } = this.#options;
    await this.#again(file => this.#makeDurable(file));
    const publication = {
      key,
      partialPath: this.#partialPath,
      path,
      size: this.#written,
      signal,
    };
    await this.#guard(() =>
      this.#connections.runRaw(signal, connection =>
        ifAbsent
          ? publishExclusively(connection, publication)
          : publish(connection, publication),
      ),
    );
    this.#state = 'completed';
    const stat = await this.#guard(() =>
      this.#connections.runRaw(signal, connection =>
        lookAt(connection, path, signal),
      ),
    );
    if (stat?.size !== this.#written) {
      throw new Error(
        `Target '${this.#connections.options.name}' keeps ${
          stat?.size ?? 'no'
        } bytes of '${key}' where ${this.#written} were written`,
      );
    }
    return {
      key,
      size: this.#written,
      modifiedAt: new Date(stat.mtime * 1000),
    };
  }

  async abort(): Promise<void> {
    if (this.#state !== 'open') {
      return;
    }
    this.#state = 'aborted';
    await this.#close();
    const signal = AbortSignal.timeout(ABORT_TIMEOUT_MS);
    const { path, root } = this.#options;
    try {
      await this.#connections.runRaw(signal, async connection => {
        await removeFile(connection, this.#partialPath, signal);
        // The folders may have been made for this file alone.
        const folder = posix.dirname(path);
        await removeEmptyFolders(connection, { root, folder, signal });
      });
    } catch {
      // The connection may be what broke. `removeUnfinished` finds the file later.
    }
  }

  /** Does something with the open file, which may be repeated; opens it again where its connection was lost. */
  async #again<T>(work: (file: OpenFile) => Promise<T>): Promise<T> {
    const { signal } = this.#options;
    return this.#guard(() =>
      retryTransient(async () => work(await this.#openFile()), {
        signal,
        attempts: this.#connections.attempts,
        isTransient: isTransientSftpError,
      }),
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

  async #openFile(): Promise<OpenFile> {
    if (this.#file && !this.#file.connection.isLost) {
      return this.#file;
    }
    const { signal } = this.#options;
    const connection = await this.#connections.take(signal);
    const handle =
      this.#written === 0
        ? await this.#begin(connection)
        : await openFile(connection, this.#partialPath, 'r+', signal);
    this.#file = { connection, handle };
    await this.#assertKept(this.#file);
    return this.#file;
  }

  /** Makes the folders only where they are missing: a delete next door may take one away at any time. */
  async #begin(connection: SftpConnection): Promise<Buffer> {
    const { path, signal } = this.#options;
    for (let attempt = 1; ; attempt++) {
      try {
        return await openFile(connection, this.#partialPath, 'wx', signal);
      } catch (error) {
        const status = sftpStatus(error);
        if (
          status === SftpStatus.failure &&
          (await this.#isThere(connection))
        ) {
          // The answer to our own request was lost; nobody else knows the name.
          return openFile(connection, this.#partialPath, 'r+', signal);
        }
        if (status !== SftpStatus.noSuchFile || attempt === 5) {
          throw error;
        }
      }
      await makeFolder(connection, posix.dirname(path), signal);
    }
  }

  async #isThere(connection: SftpConnection): Promise<boolean> {
    const { signal } = this.#options;
    return (await lookAt(connection, this.#partialPath, signal)) !== undefined;
  }

  /** A server that started anew may have lost what it had acknowledged. */
  async #assertKept({ connection, handle }: OpenFile): Promise<void> {
    const { key, signal } = this.#options;
    const { size } = await connection.request<Stats>(
      (sftp, done) => sftp.fstat(handle, done),
      signal,
    );
    if (size < this.#written) {
      throw new Error(
        `the server has ${size} bytes of '${key}' left, of ${
          this.#written
        } that it had acknowledged`,
      );
    }
  }

  async #makeDurable({ connection, handle }: OpenFile): Promise<void> {
    const { signal } = this.#options;
    try {
      await connection.request<void>(
        // Throws where the server does not have the extension.
        (sftp, done) =>
          sftp.ext_openssh_fsync(handle, error => done(error, undefined)),
        signal,
      );
    } catch (error) {
      const status = sftpStatus(error);
      if (connection.isLost || status === SftpStatus.failure) {
        throw error;
      }
      signal.throwIfAborted();
    }
    const { size } = await connection.request<Stats>(
      (sftp, done) => sftp.fstat(handle, done),
      signal,
    );
    if (size !== this.#written) {
      throw new Error(
        `the server has ${size} bytes where ${this.#written} were written`,
      );
    }
    await this.#close();
  }

  async #isFull(): Promise<boolean> {
    const signal = AbortSignal.timeout(ABORT_TIMEOUT_MS);
    const { root } = this.#options;
    const space = await this.#connections
      .runRaw(signal, connection => spaceAt(connection, root, signal))
      .catch(() => undefined);
    return space !== undefined && space.free < FULL_BYTES;
  }

  async #close(): Promise<void> {
    const file = this.#file;
    this.#file = undefined;
    if (file) {
      await closeFile(file.connection, file.handle);
    }
  }

  #assertOpen(): void {
    const { key, signal } = this.#options;
    if (this.#state !== 'open') {
      throw new Error(
        `The upload of '${key}' to target '${
          this.#connections.options.name
        }' has ended already`,
      );
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
