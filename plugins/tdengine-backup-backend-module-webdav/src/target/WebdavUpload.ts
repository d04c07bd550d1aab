import { randomBytes } from 'node:crypto';
import {
  hiddenPath,
  ObjectStat,
  StorageFullError,
  Upload,
  uploadEnded,
} from 'backstage-plugin-tdengine-backup-node';
import { KnownFolders } from './KnownFolders';
import { publish, publishExclusively } from './publishOverWebdav';
import { lookAt, parentOf, remove } from './remoteEntries';
import { Spool } from './Spool';
import { WebdavClient } from './WebdavClient';
import { webdavStatus } from './webdavErrors';

const ABORT_TIMEOUT_MS = 20_000;

/**
 * One file on its way: kept in a spool until its length is known, put under a hidden name beside its place, moved there
 * whole.
 *
 * @internal
 */
export class WebdavUpload implements Upload {
  readonly #client: WebdavClient;
  readonly #options: WebdavUploadOptions;
  readonly #spool: Spool;
  readonly #partialKey: string;
  #sent = false;
  #state: 'open' | 'completed' | 'aborted' = 'open';

  private constructor(client: WebdavClient, options: WebdavUploadOptions) {
    this.#client = client;
    this.#options = options;
    this.#spool = Spool.create(options.spoolPath);
    const random = randomBytes(6).toString('hex');
    this.#partialKey = hiddenPath(options.key, `${random}.partial`);
  }

  static create(
    client: WebdavClient,
    options: WebdavUploadOptions,
  ): WebdavUpload {
    return new WebdavUpload(client, options);
  }

  async write(chunk: Uint8Array): Promise<void> {
    this.#assertOpen();
    try {
      await this.#spool.write(chunk);
    } catch (error) {
      const { key, spoolPath } = this.#options;
      const { code } = error as NodeJS.ErrnoException;
      throw code === 'ENOSPC' || code === 'EDQUOT'
        ? new StorageFullError(
            `No space left on this machine at '${spoolPath}', where '${key}' waits to be sent to target '${
              this.#client.options.name
            }'; see 'spoolPath'`,
            error,
          )
        : error;
    }
  }

  async complete(): Promise<ObjectStat> {
    this.#assertOpen();
    const { key, ifAbsent, signal } = this.#options;
    try {
      await this.#put();
      await (ifAbsent ? publishExclusively : publish)(this.#client, {
        key,
        partialKey: this.#partialKey,
        size: this.#spool.size,
        signal,
      });
      this.#state = 'completed';
      return await this.#check();
    } catch (error) {
      signal.throwIfAborted();
      throw (error as Error).name === 'ConflictError'
        ? error
        : this.#client.toError(error, `write '${key}'`);
    } finally {
      if (this.#state === 'completed') {
        await this.#spool.close();
      }
    }
  }

  async abort(): Promise<void> {
    if (this.#state !== 'open') {
      return;
    }
    this.#state = 'aborted';
    await this.#spool.close();
    if (this.#sent) {
      try {
        await remove(
          this.#client,
          this.#partialKey,
          AbortSignal.timeout(ABORT_TIMEOUT_MS),
        );
      } catch {
        // The connection may be what broke. `removeUnfinished` finds the file later.
      }
    }
  }

  async #put(): Promise<void> {
    const { key, folders, signal } = this.#options;
    const folder = parentOf(key);
    for (let attempt = 1; ; attempt++) {
      const isNew = await folders.make(folder, signal);
      this.#sent = true;
      try {
        await this.#client.text({
          method: 'PUT',
          path: this.#partialKey,
          headers: {
            'content-type': 'application/octet-stream',
            'content-length': String(this.#spool.size),
          },
          body: () => this.#spool.read(),
          expect: [200, 201, 204],
          signal,
        });
        return;
      } catch (error) {
        folders.forget(folder);
        // The folder is gone again: 409 by the standard, 404 and 500 by some.
        const status = webdavStatus(error);
        const isMissing =
          status === 404 || status === 409 || (status === 500 && !isNew);
        if (!isMissing || attempt === 5) {
          throw error;
        }
      }
    }
  }

  /** An answer without an error is not enough: what stands between may say 200, and servers have kept empty files. */
  async #check(): Promise<ObjectStat> {
    const { key, signal } = this.#options;
    const entry = await lookAt(this.#client, key, { signal });
    const size = this.#spool.size;
    if (!entry || entry.isFolder || entry.size !== size) {
      await remove(this.#client, key, signal).catch(() => {});
      throw new Error(
        `the server keeps ${
          entry?.size ?? 'no'
        } bytes where ${size} were written`,
      );
    }
    return { key, size, modifiedAt: entry.modifiedAt };
  }

  #assertOpen(): void {
    const { key, signal } = this.#options;
    if (this.#state !== 'open') {
      throw uploadEnded(this.#client.options.name, key);
    }
    signal.throwIfAborted();
  }
}

/**
 * @internal
 */
export interface WebdavUploadOptions {
  key: string;
  ifAbsent: boolean;
  spoolPath: string;
  folders: KnownFolders;
  signal: AbortSignal;
}
