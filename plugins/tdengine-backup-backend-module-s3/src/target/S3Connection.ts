import { ObjectLockMode, S3Client, StorageClass } from '@aws-sdk/client-s3';
import { untilAborted } from 'backstage-plugin-tdengine-backup-node';
import { S3Action, toS3TargetError } from './s3Errors';
import { S3TargetOptions } from './S3TargetOptions';

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * The client of one target with what its parts have in common: keys, words for errors, and the end that a signal puts to
 * a request, also while the SDK waits before it tries again.
 *
 * @internal
 */
export class S3Connection {
  readonly client: S3Client;
  readonly options: S3TargetOptions;
  readonly location: string;
  readonly bucket: string;
  readonly #prefix: string;

  private constructor(
    client: S3Client,
    options: S3TargetOptions,
    location: string,
  ) {
    this.client = client;
    this.options = options;
    this.location = location;
    this.bucket = options.bucket;
    this.#prefix = options.prefix ? `${options.prefix}/` : '';
  }

  static create(
    client: S3Client,
    options: S3TargetOptions,
    location: string,
  ): S3Connection {
    return new S3Connection(client, options, location);
  }

  /** What the object of a key is called in the bucket. */
  objectName(key: string): string {
    return `${this.#prefix}${key}`;
  }

  /** An object as requests name it. */
  objectOf(key: string): { Bucket: string; Key: string } {
    return { Bucket: this.bucket, Key: this.objectName(key) };
  }

  /** The key of an object in the bucket; of one outside of the prefix undefined. */
  keyOf(objectName: string | undefined): string | undefined {
    return objectName?.startsWith(this.#prefix)
      ? objectName.slice(this.#prefix.length)
      : undefined;
  }

  /** What S3 is told of an object besides its bytes. Only backups are locked: what is on the way has to be removed. */
  attributesOf(key: string) {
    const { objectLock, storageClass, serverSideEncryption, kmsKeyId } =
      this.options;
    return {
      StorageClass: storageClass as StorageClass | undefined,
      ServerSideEncryption: serverSideEncryption,
      SSEKMSKeyId: kmsKeyId,
      ...(objectLock &&
        key.startsWith('backups/') && {
          ObjectLockMode: objectLock.mode.toUpperCase() as ObjectLockMode,
          ObjectLockRetainUntilDate: new Date(
            Date.now() + objectLock.days * DAY_MS,
          ),
        }),
    };
  }

  /** Sends a request; its errors are those of the SDK, since what they mean depends on what was asked. */
  async send<T>(
    request: (options: { abortSignal: AbortSignal }) => Promise<T>,
    signal: AbortSignal,
  ): Promise<T> {
    signal.throwIfAborted();
    try {
      return await untilAborted(request({ abortSignal: signal }), signal);
    } catch (error) {
      // Rather the reason than that something was stopped.
      signal.throwIfAborted();
      throw error;
    }
  }

  /** Sends a request; its errors say in words what they mean. */
  async ask<T>(
    action: S3Action,
    signal: AbortSignal,
    request: (options: { abortSignal: AbortSignal }) => Promise<T>,
  ): Promise<T> {
    try {
      return await this.send(request, signal);
    } catch (error) {
      signal.throwIfAborted();
      throw this.toError(error, action);
    }
  }

  toError(error: unknown, action: S3Action): Error {
    const { credentials } = this.options;
    return toS3TargetError(error, {
      target: this.options.name,
      location: this.location,
      action,
      secrets: [
        credentials?.secretAccessKey,
        credentials?.sessionToken,
        credentials?.accessKeyId,
      ],
    });
  }
}
