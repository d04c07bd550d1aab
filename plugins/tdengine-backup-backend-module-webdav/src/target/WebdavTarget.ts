import { tmpdir } from 'node:os';
import { Readable } from 'node:stream';
import {
  assertAllowedHost,
  assertObjectKey,
  assertObjectKeyPrefix,
  assertRangeAnswered,
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
import { assertWebdavOptions } from './assertWebdavOptions';
import { KnownFolders } from './KnownFolders';
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
  readonly #folders: KnownFolders;

  private constructor(client: WebdavClient) {
    this.#client = client;
    this.#folders = KnownFolders.create(client);
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
      throw objectExists(key);
    }
    return WebdavUpload.create(this.#client, {
      key,
      ifAbsent,
      folders: this.#folders,
      spoolPath: this.#client.options.spoolPath ?? tmpdir(),
      signal,
    });
  }

  async read(
    key: string,
    options: { signal: AbortSignal; range?: ByteRange },
  ): Promise<Readable> {
    assertObjectKey(key);
    return readRemoteFile({
      ...options,
      target: this.name,
      key,
      attempts: this.#client.attempts,
      idleTimeoutMs: this.#client.idleTimeoutMs,
      isTransient: isTransientWebdavError,
      toError: error => this.#client.toError(error, `read '${key}'`),
      look: signal => this.#look(key, signal),
      open: part => this.#get(key, part),
    });
  }

  async stat(
    key: string,
    options: { signal: AbortSignal },
  ): Promise<ObjectStat | undefined> {
    assertObjectKey(key);
    const { signal } = options;
    const entry = await this.#run(`look at '${key}'`, signal, () =>
      this.#look(key, signal),
    );
    return entry && { key, size: entry.size, modifiedAt: entry.modifiedAt };
  }

  async *list(
    prefix: string,
    options: { signal: AbortSignal },
  ): AsyncIterable<ObjectStat> {
    yield* finishedObjects(this.#walk(prefix, options.signal));
  }

  async delete(key: string, options: { signal: AbortSignal }): Promise<void> {
    assertObjectKey(key);
    const { signal } = options;
    await this.#run(`delete '${key}'`, signal, async () => {
      // Of a folder everything in it would be deleted.
      if (await this.#look(key, signal)) {
        await remove(this.#client, key, signal);
      }
    });
  }

  async removeUnfinished(
    prefix: string,
    options: { signal: AbortSignal; before: Date },
  ): Promise<number> {
    const { signal, before } = options;
    return removeUnfinishedFiles(this.#walk(prefix, signal), before, file =>
      this.#run('remove unfinished uploads', signal, () =>
        remove(this.#client, file.path, signal),
      ),
    );
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
    const { statusCode, headers, body } = await this.#client.again(signal, () =>
      this.#client.once({
        method: 'GET',
        path: key,
        headers: {
          // Otherwise some servers compress, and the range is one of what they send.
          'accept-encoding': 'identity',
          ...(!whole && { range: `bytes=${start}-${end - 1}` }),
        },
        expect: whole ? [200] : [200, 206],
        signal,
      }),
    );
    if (!whole) {
      try {
        assertRangeAnswered(options, {
          status: statusCode,
          contentRange: headers['content-range']?.toString(),
        });
      } catch (error) {
        // It says of itself that it was ended, which is an error too.
        body.on('error', () => {}).destroy();
        throw error;
      }
    }
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

  /** The file of a key, which a folder is not. */
  async #look(
    key: string,
    signal: AbortSignal,
  ): Promise<WebdavEntry | undefined> {
    const entry = await lookAt(this.#client, key, { signal });
    return entry?.isFolder ? undefined : entry;
  }
}

/** Some servers say less than nothing where there is no limit, or none that they know. */
function bytes(text: string | undefined): bigint | undefined {
  return text !== undefined && /^\d+$/.test(text) ? BigInt(text) : undefined;
}
