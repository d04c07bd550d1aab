import { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectsV2CommandOutput,
} from '@aws-sdk/client-s3';
import { InputError } from '@backstage/errors';
import {
  assertAllowedHost,
  assertByteRange,
  assertObjectKey,
  assertObjectKeyPrefix,
  ByteRange,
  describeUnsafePath,
  ListingBounds,
  objectExists,
  objectNotFound,
  ObjectStat,
  probeTarget,
  StorageCapability,
  StorageTarget,
  Upload,
} from 'backstage-plugin-tdengine-backup-node';
import { assertS3Options } from './assertS3Options';
import { createS3Client } from './createS3Client';
import { probeConditionalWrites } from './probeConditionalWrites';
import { readS3Object } from './readS3Object';
import { removeUnfinishedUploads } from './removeUnfinishedUploads';
import { looking, s3Status } from './s3Errors';
import { S3Connection } from './S3Connection';
import { S3ObjectLock } from './S3ObjectLock';
import { S3TargetOptions } from './S3TargetOptions';
import { S3Upload } from './S3Upload';

/**
 * A bucket of S3, or of a server that speaks like it, as a place for backup sets.
 *
 * @remarks
 *
 * An object that arrived whole becomes visible at once, as S3 promises; one that broke off never does. Deleting leaves
 * older versions alone where the bucket keeps versions: a rule of its life cycle removes them.
 *
 * @public
 */
export class S3Target implements StorageTarget {
  readonly type = 's3';
  readonly name: string;
  readonly location: string;
  readonly capabilities: ReadonlySet<StorageCapability>;
  readonly #connection: S3Connection;
  readonly #lock: S3ObjectLock;

  private constructor(connection: S3Connection) {
    const { options } = connection;
    this.#connection = connection;
    this.#lock = S3ObjectLock.create(connection);
    this.name = options.name;
    this.location = connection.location;
    this.capabilities = new Set<StorageCapability>([
      'range',
      'resume',
      ...(options.conditionalWrites ?? true ? (['ifAbsent'] as const) : []),
      ...(options.objectLock ? (['lock'] as const) : []),
    ]);
  }

  /**
   * Connects with the first request only. Throws an InputError for options that cannot be, and for a host that is not
   * allowed.
   */
  static create(options: S3TargetOptions): S3Target {
    const endpoint = assertS3Options(options);
    assertAllowedHost(endpoint.hostname, options.allowedHosts, options.name);
    const place = [options.bucket, options.prefix].filter(Boolean).join('/');
    return new S3Target(
      S3Connection.create(
        createS3Client(options, endpoint),
        options,
        `s3://${place} at ${endpoint.host}`,
      ),
    );
  }

  async probe(options: { signal: AbortSignal }): Promise<void> {
    await probeTarget(this, options);
    if (this.capabilities.has('ifAbsent')) {
      await probeConditionalWrites(this, options);
    }
  }

  async upload(
    key: string,
    options: { signal: AbortSignal; ifAbsent?: boolean; sizeHint?: number },
  ): Promise<Upload> {
    assertObjectKey(key);
    const { signal, ifAbsent = false, sizeHint } = options;
    signal.throwIfAborted();
    if (ifAbsent && !this.capabilities.has('ifAbsent')) {
      throw new InputError(
        `Target '${this.name}' cannot create only what is absent`,
      );
    }
    if (ifAbsent && (await this.stat(key, options))) {
      throw objectExists(key);
    }
    return S3Upload.create(this.#connection, {
      key,
      ifAbsent,
      sizeHint,
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
    if (range && range.start === range.end) {
      // There is no range without a byte in HTTP, but what is not there has to be told all the same.
      if (!(await this.stat(key, { signal }))) {
        throw objectNotFound(this.name, key);
      }
      return Readable.from([]);
    }
    return readS3Object(this.#connection, key, options);
  }

  async stat(
    key: string,
    options: { signal: AbortSignal },
  ): Promise<ObjectStat | undefined> {
    assertObjectKey(key);
    try {
      const { ContentLength, LastModified } = await this.#connection.send(
        request =>
          this.#connection.client.send(
            new HeadObjectCommand(this.#connection.objectOf(key)),
            request,
          ),
        options.signal,
      );
      return {
        key,
        size: ContentLength ?? 0,
        modifiedAt: LastModified ?? new Date(0),
      };
    } catch (error) {
      options.signal.throwIfAborted();
      if (s3Status(error) === 404) {
        return undefined;
      }
      throw this.#connection.toError(error, looking(key));
    }
  }

  async *list(
    prefix: string,
    options: { signal: AbortSignal },
  ): AsyncIterable<ObjectStat> {
    assertObjectKeyPrefix(prefix);
    const bounds = ListingBounds.create();
    let page: ListObjectsV2CommandOutput | undefined;
    do {
      const command: ListObjectsV2Command = new ListObjectsV2Command({
        Bucket: this.#connection.bucket,
        Prefix: this.#connection.objectName(prefix),
        ContinuationToken: page?.NextContinuationToken,
      });
      page = await this.#connection.ask(
        { words: `list '${prefix}'`, right: 's3:ListBucket' },
        options.signal,
        async request => {
          const next = await this.#connection.client.send(command, request);
          bounds.count(next.Contents?.length ?? 0);
          if (next.IsTruncated) {
            bounds.next(next.NextContinuationToken);
          }
          return next;
        },
      );
      for (const { Key, Size, LastModified } of page.Contents ?? []) {
        const key = this.#connection.keyOf(Key);
        // A console makes an object with a slash at the end for a folder, which is none of ours.
        if (key !== undefined && describeUnsafePath(key) === undefined) {
          yield {
            key,
            size: Size ?? 0,
            modifiedAt: LastModified ?? new Date(0),
          };
        }
      }
    } while (page.IsTruncated);
  }

  async delete(key: string, options: { signal: AbortSignal }): Promise<void> {
    assertObjectKey(key);
    options.signal.throwIfAborted();
    await this.#lock.assertUnlocked(key, options.signal);
    await this.#connection.ask(
      { words: `delete '${key}'`, right: 's3:DeleteObject' },
      options.signal,
      request =>
        this.#connection.client.send(
          new DeleteObjectCommand(this.#connection.objectOf(key)),
          request,
        ),
    );
  }

  async removeUnfinished(
    prefix: string,
    options: { signal: AbortSignal; before: Date },
  ): Promise<number> {
    assertObjectKeyPrefix(prefix);
    return removeUnfinishedUploads(this.#connection, prefix, options);
  }
}
