import { tmpdir } from 'node:os';
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
import { assertWebdavOptions } from './assertWebdavOptions';
import { QUOTA_BODY, WebdavEntry } from './readMultistatus';
import { lookAt, makeFolder, remove } from './remoteEntries';
import { walkWebdavFolder } from './walkWebdavFolder';
import { WebdavClient } from './WebdavClient';
import { isTransientWebdavError } from './webdavErrors';
import { WebdavTargetOptions } from './WebdavTargetOptions';
import { WebdavUpload } from './WebdavUpload';

/**
 * A folder of a WebDAV server as a place for backup sets.
 *
 * @remarks
 *
 * An upload is put as `.<name>.<random>.partial` beside its place and then moved there, so a file is there whole or not at
 * all. Folders stay when they are empty: WebDAV can remove a folder only with whatever has come into it meanwhile.
 *
 * @public
 */
export class WebdavTarget implements StorageTarget {
  readonly type = 'webdav';
  readonly name: string;
  readonly location: string;
  readonly capabilities: ReadonlySet<StorageCapability> = new Set([
    'ifAbsent',
    'range',
  ]);
  readonly #client: WebdavClient;

  private constructor(client: WebdavClient) {
    this.#client = client;
    this.name = client.options.name;
    this.location = client.location;
  }

  /**
   * Connects with the first request only. Throws an InputError for options that cannot be, and for a host that is not
   * allowed.
   */
  static create(options: WebdavTargetOptions): WebdavTarget {
    const base = assertWebdavOptions(options);
    assertAllowedHost(base.hostname, options.allowedHosts, options.name);
    return new WebdavTarget(WebdavClient.create(options, base));
  }

  async probe(options: { signal: AbortSignal }): Promise<void> {
    const { signal } = options;
    await this.#run('look at the folder', signal, async () => {
      if (!(await lookAt(this.#client, '', { signal }))) {
        await makeFolder(this.#client, '', signal);
      }
    });
    await probeTarget(this, options);
  }

  async upload(
    key: string,
    options: { signal: AbortSignal; ifAbsent?: boolean; sizeHint?: number },
  ): Promise<Upload> {
    assertObjectKey(key);
    const { signal, ifAbsent = false } = options;
    signal.throwIfAborted();
    if (ifAbsent && (await this.stat(key, options))) {
      throw new ConflictError(`There is an object '${key}' already`);
    }
    return WebdavUpload.create(this.#client, {
      key,
      ifAbsent,
      spoolPath: this.#client.options.spoolPath ?? tmpdir(),
      signal,
    });
  }

  async read(
    key: string,
    options: { signal: AbortSignal; range?: ByteRange },
  ): Promise<Readable> {
    assertObjectKey(key);
    const { range, signal } = options;
    signal.throwIfAborted();
    if (range) {
      assertByteRange(range);
    }
    let first: WebdavEntry | undefined;
    const end = () => Math.min(range?.end ?? Infinity, first?.size ?? 0);
    const start = () => Math.min(range?.start ?? 0, end());
    return readResumably({
      signal,
      attempts: this.#client.attempts,
      idleTimeoutMs: this.#client.idleTimeoutMs,
      isTransient: isTransientWebdavError,
      translate: error => this.#toReadError(error, key),
      size: () => end() - start(),
      open: async (offset, openSignal) => {
        try {
          const entry = await lookAt(this.#client, key, { signal: openSignal });
          if (!entry || entry.isFolder) {
            throw notFound(this.name, key);
          }
          first ??= entry;
          // The rest of the same file, not of one that took its place meanwhile.
          if (
            entry.size !== first.size ||
            entry.etag !== first.etag ||
            entry.modifiedAt.getTime() !== first.modifiedAt.getTime()
          ) {
            throw new ConflictError(
              `'${key}' on target '${this.name}' was replaced while it was read`,
            );
          }
          return await this.#get(key, {
            start: start() + offset,
            end: end(),
            size: first.size,
            signal: openSignal,
          });
        } catch (error) {
          signal.throwIfAborted();
          throw offset === 0 ? this.#toReadError(error, key) : error;
        }
      },
    });
  }

  async stat(
    key: string,
    options: { signal: AbortSignal },
  ): Promise<ObjectStat | undefined> {
    assertObjectKey(key);
    const { signal } = options;
    const entry = await this.#run(`look at '${key}'`, signal, () =>
      lookAt(this.#client, key, { signal }),
    );
    return entry && !entry.isFolder
      ? { key, size: entry.size, modifiedAt: entry.modifiedAt }
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
    assertObjectKey(key);
    const { signal } = options;
    await this.#run(`delete '${key}'`, signal, async () => {
      const entry = await lookAt(this.#client, key, { signal });
      // Of a folder everything in it would be deleted.
      if (entry && !entry.isFolder) {
        await remove(this.#client, key, signal);
      }
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
        await this.#run('remove unfinished uploads', signal, () =>
          remove(this.#client, file.path, signal),
        );
        removed++;
      }
    }
    return removed;
  }

  async freeSpace(options: {
    signal: AbortSignal;
  }): Promise<bigint | undefined> {
    return bytes((await this.#quota(options.signal))?.quotaAvailable);
  }

  async totalSpace(options: {
    signal: AbortSignal;
  }): Promise<bigint | undefined> {
    const quota = await this.#quota(options.signal);
    const available = bytes(quota?.quotaAvailable);
    const used = bytes(quota?.quotaUsed);
    return available === undefined || used === undefined
      ? undefined
      : available + used;
  }

  #quota(signal: AbortSignal): Promise<WebdavEntry | undefined> {
    return this.#run('ask the free space', signal, () =>
      lookAt(this.#client, '', { signal, body: QUOTA_BODY }),
    );
  }

  async #get(
    key: string,
    options: { start: number; end: number; size: number; signal: AbortSignal },
  ): Promise<Readable> {
    const { start, end, size, signal } = options;
    if (start === end) {
      return Readable.from([]);
    }
    const whole = start === 0 && end === size;
    const { body } = await this.#client.again(signal, () =>
      this.#client.once({
        method: 'GET',
        path: key,
        headers: {
          // Otherwise some servers compress, and the range is one of what they send.
          'accept-encoding': 'identity',
          ...(!whole && { range: `bytes=${start}-${end - 1}` }),
        },
        // 200 to a range is the whole file: that server cannot be read from the middle.
        expect: [whole ? 200 : 206],
        signal,
      }),
    );
    return body;
  }

  #walk(prefix: string, signal: AbortSignal) {
    assertObjectKeyPrefix(prefix);
    return walkWebdavFolder(prefix, signal, (action, work) =>
      this.#run(action, signal, () => work(this.#client)),
    );
  }

  async #run<T>(
    action: string,
    signal: AbortSignal,
    work: () => Promise<T>,
  ): Promise<T> {
    signal.throwIfAborted();
    try {
      return await work();
    } catch (error) {
      signal.throwIfAborted();
      throw this.#client.toError(error, action);
    }
  }

  #toReadError(error: unknown, key: string): Error {
    return ['NotFoundError', 'ConflictError'].includes((error as Error).name)
      ? (error as Error)
      : this.#client.toError(error, `read '${key}'`);
  }
}

/** Some servers say less than nothing where there is no limit, or none that they know. */
function bytes(text: string | undefined): bigint | undefined {
  return text !== undefined && /^\d+$/.test(text) ? BigInt(text) : undefined;
}

function notFound(target: string, key: string): NotFoundError {
  return new NotFoundError(`There is no object '${key}' on target '${target}'`);
}
