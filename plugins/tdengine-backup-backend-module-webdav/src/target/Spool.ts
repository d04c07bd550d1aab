import { randomBytes } from 'node:crypto';
import { promises as fs } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { makeFolder } from 'backstage-plugin-tdengine-backup-node';

// What is smaller stays in memory.
const MEMORY_BYTES = 1024 * 1024;
const READ_BYTES = 256 * 1024;

/**
 * The bytes of one file on their way. WebDAV knows how long a file is before it comes, and has no way to go on with one: so
 * they lie here until the server has all of them, and are sent again where a connection breaks.
 *
 * @remarks
 *
 * The file has no name from its first moment on, so that nothing is left of it whatever ends the process.
 *
 * @internal
 */
export class Spool {
  readonly #folder: string;
  #memory: Buffer[] = [];
  #handle: FileHandle | undefined;
  #size = 0;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static create(folder: string): Spool {
    return new Spool(folder);
  }

  get size(): number {
    return this.#size;
  }

  async write(chunk: Uint8Array): Promise<void> {
    if (!this.#handle && this.#size + chunk.byteLength <= MEMORY_BYTES) {
      // The caller uses the memory again.
      this.#memory.push(Buffer.from(chunk));
      this.#size += chunk.byteLength;
      return;
    }
    this.#handle ??= await this.#open();
    const position = this.#size;
    let offset = 0;
    while (offset < chunk.byteLength) {
      const { bytesWritten } = await this.#handle.write(
        chunk,
        offset,
        chunk.byteLength - offset,
        position + offset,
      );
      offset += bytesWritten;
    }
    this.#size += chunk.byteLength;
  }

  /** All of it from its beginning, as often as asked. */
  read(): Readable {
    const handle = this.#handle;
    if (!handle) {
      return Readable.from(this.#memory, { objectMode: false });
    }
    const size = this.#size;
    return Readable.from(
      (async function* chunks() {
        for (let position = 0; position < size; ) {
          const { bytesRead, buffer } = await handle.read(
            Buffer.allocUnsafe(READ_BYTES),
            0,
            READ_BYTES,
            position,
          );
          if (bytesRead === 0) {
            throw new Error('The spool is shorter than it was written');
          }
          position += bytesRead;
          yield buffer.subarray(0, bytesRead);
        }
      })(),
      { objectMode: false },
    );
  }

  async close(): Promise<void> {
    this.#memory = [];
    const handle = this.#handle;
    this.#handle = undefined;
    await handle?.close();
  }

  async #open(): Promise<FileHandle> {
    await makeFolder(this.#folder);
    const path = join(
      this.#folder,
      `tdengine-backup-${randomBytes(8).toString('hex')}.spool`,
    );
    const handle = await fs.open(path, 'wx+', 0o600);
    await fs.rm(path);
    for (const chunk of this.#memory.splice(0)) {
      await handle.appendFile(chunk);
    }
    return handle;
  }
}
