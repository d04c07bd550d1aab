import { posix } from 'node:path';
import type { Stats } from 'ssh2';
import { retryTransient } from 'backstage-plugin-tdengine-backup-node';
import { closeFile, openFile, writeAt } from './openFiles';
import { lookAt } from './remoteFiles';
import { makeFolder } from './remoteFolders';
import { SftpConnection } from './SftpConnection';
import { SftpConnections } from './SftpConnections';
import { isTransientSftpError, SftpStatus, sftpStatus } from './sftpErrors';

interface OpenFile {
  connection: SftpConnection;
  handle: Buffer;
}

/**
 * A file that is written under a name which nobody else knows. When the connection is lost it goes on over another one,
 * after the last bytes that the server acknowledged.
 *
 * @internal
 */
export class SftpPartialFile {
  readonly path: string;
  readonly #connections: SftpConnections;
  readonly #signal: AbortSignal;
  #file: OpenFile | undefined;
  #written = 0;

  private constructor(
    connections: SftpConnections,
    path: string,
    signal: AbortSignal,
  ) {
    this.#connections = connections;
    this.path = path;
    this.#signal = signal;
  }

  /** Makes nothing yet. */
  static create(
    connections: SftpConnections,
    path: string,
    signal: AbortSignal,
  ): SftpPartialFile {
    return new SftpPartialFile(connections, path, signal);
  }

  /** Bytes that the server acknowledged. */
  get written(): number {
    return this.#written;
  }

  async begin(): Promise<void> {
    await this.#again(async () => {});
  }

  async append(bytes: Buffer): Promise<void> {
    const signal = this.#signal;
    await this.#again(({ connection, handle }) =>
      writeAt(connection, handle, { bytes, position: this.#written, signal }),
    );
    this.#written += bytes.byteLength;
  }

  /** Makes it durable where the server can, compares its length, and closes it. */
  async finish(): Promise<void> {
    await this.#again(file => this.#makeDurable(file));
  }

  async close(): Promise<void> {
    const file = this.#file;
    this.#file = undefined;
    if (file) {
      await closeFile(file.connection, file.handle);
    }
  }

  /** Does something with the open file, which may be repeated; opens it again where its connection was lost. */
  async #again<T>(work: (file: OpenFile) => Promise<T>): Promise<T> {
    return retryTransient(async () => work(await this.#open()), {
      signal: this.#signal,
      attempts: this.#connections.attempts,
      isTransient: isTransientSftpError,
    });
  }

  async #open(): Promise<OpenFile> {
    if (this.#file && !this.#file.connection.isLost) {
      return this.#file;
    }
    const connection = await this.#connections.take(this.#signal);
    const handle =
      this.#written === 0
        ? await this.#create(connection)
        : await openFile(connection, this.path, 'r+', this.#signal);
    this.#file = { connection, handle };
    await this.#assertKept(this.#file);
    return this.#file;
  }

  /** Makes the folders only where they are missing: a delete next door may take one away at any time. */
  async #create(connection: SftpConnection): Promise<Buffer> {
    const signal = this.#signal;
    for (let attempt = 1; ; attempt++) {
      try {
        return await openFile(connection, this.path, 'wx', signal);
      } catch (error) {
        const status = sftpStatus(error);
        if (
          status === SftpStatus.failure &&
          (await lookAt(connection, this.path, signal))?.isFile()
        ) {
          // The answer to our own request was lost; nobody else knows the name.
          return openFile(connection, this.path, 'r+', signal);
        }
        if (status !== SftpStatus.noSuchFile || attempt === 5) {
          throw error;
        }
      }
      await makeFolder(connection, posix.dirname(this.path), signal);
    }
  }

  /** A server that started anew may have lost what it had acknowledged. */
  async #assertKept(file: OpenFile): Promise<void> {
    const size = await this.#sizeOf(file);
    if (size < this.#written) {
      throw new Error(
        `the server has ${size} bytes left, of ${
          this.#written
        } that it had acknowledged`,
      );
    }
  }

  async #makeDurable(file: OpenFile): Promise<void> {
    const { connection, handle } = file;
    try {
      await connection.request<void>(
        // Throws where the server does not have the extension.
        (sftp, done) =>
          sftp.ext_openssh_fsync(handle, error => done(error, undefined)),
        this.#signal,
      );
    } catch (error) {
      if (connection.isLost || sftpStatus(error) === SftpStatus.failure) {
        throw error;
      }
      this.#signal.throwIfAborted();
    }
    const size = await this.#sizeOf(file);
    if (size !== this.#written) {
      throw new Error(
        `the server has ${size} bytes where ${this.#written} were written`,
      );
    }
    await this.close();
  }

  async #sizeOf({ connection, handle }: OpenFile): Promise<number> {
    const { size } = await connection.request<Stats>(
      (sftp, done) => sftp.fstat(handle, done),
      this.#signal,
    );
    return size;
  }
}
