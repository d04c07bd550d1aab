import { PutObjectCommand } from '@aws-sdk/client-s3';
import {
  objectExists,
  ObjectStat,
  Upload,
  uploadEnded,
} from 'backstage-plugin-tdengine-backup-node';
import { PartBuffer } from './PartBuffer';
import { partBytes } from './partBytes';
import { S3Connection } from './S3Connection';
import { s3ErrorCode, s3Status, writing } from './s3Errors';
import { S3MultipartUpload } from './S3MultipartUpload';
import { S3Publication, S3StoredObject } from './S3StoredObject';

const MEBIBYTE = 1024 * 1024;
const SMALLEST_PART_MEBIBYTES = 8;

/**
 * One object on its way to S3: in one request where it is small, else in parts.
 *
 * @internal
 */
export class S3Upload implements Upload {
  readonly #connection: S3Connection;
  readonly #key: string;
  readonly #conditions: { IfNoneMatch?: string };
  readonly #sizeHint: number | undefined;
  readonly #signal: AbortSignal;
  readonly #stop = new AbortController();
  readonly #stored: S3StoredObject;
  readonly #spare: PartBuffer[] = [];
  #buffer = new PartBuffer();
  #begun = 0;
  #size = 0;
  #multipart: S3MultipartUpload | undefined;
  #failure: unknown;
  #state: 'open' | 'completed' | 'aborted' = 'open';

  private constructor(connection: S3Connection, options: S3UploadOptions) {
    this.#connection = connection;
    this.#key = options.key;
    this.#conditions = options.ifAbsent ? { IfNoneMatch: '*' } : {};
    this.#sizeHint = options.sizeHint;
    this.#signal = AbortSignal.any([options.signal, this.#stop.signal]);
    this.#stored = S3StoredObject.create(connection, {
      key: options.key,
      signal: this.#signal,
    });
    this.#beginPart();
  }

  static create(connection: S3Connection, options: S3UploadOptions): S3Upload {
    return new S3Upload(connection, options);
  }

  async write(chunk: Uint8Array): Promise<void> {
    this.#assertGoing();
    for (let offset = 0; offset < chunk.byteLength; ) {
      if (this.#buffer.isFull) {
        await this.#sendPart();
      }
      offset += this.#buffer.append(chunk.subarray(offset));
    }
    this.#size += chunk.byteLength;
  }

  async complete(): Promise<ObjectStat> {
    this.#assertGoing();
    try {
      const publication = this.#multipart
        ? await this.#completeParts(this.#multipart)
        : await this.#put();
      const stat = await this.#stored.check(this.#size, publication);
      this.#state = 'completed';
      return stat;
    } catch (error) {
      // A loser of several who create an object has nothing in the bucket.
      this.#failure ??= error;
      throw error;
    }
  }

  async abort(): Promise<void> {
    if (this.#state !== 'open') {
      return;
    }
    this.#state = 'aborted';
    this.#stop.abort(new Error(`The upload of '${this.#key}' was aborted`));
    await this.#multipart?.abort();
  }

  #beginPart(): void {
    this.#begun++;
    this.#buffer.begin(
      partBytes(this.#begun, {
        smallest:
          (this.#connection.options.partMebibytes ?? SMALLEST_PART_MEBIBYTES) *
          MEBIBYTE,
        sizeHint: this.#sizeHint,
      }),
    );
  }

  async #sendPart(): Promise<void> {
    this.#multipart ??= await S3MultipartUpload.begin(this.#connection, {
      key: this.#key,
      signal: this.#signal,
      stored: this.#stored,
    });
    const buffer = this.#buffer;
    await this.#multipart.send(this.#begun, buffer.bytes(), () =>
      this.#spare.push(buffer),
    );
    this.#buffer = this.#spare.pop() ?? new PartBuffer();
    this.#beginPart();
  }

  async #completeParts(multipart: S3MultipartUpload): Promise<S3Publication> {
    if (this.#buffer.length > 0) {
      await this.#sendPart();
    }
    await multipart.settle();
    return this.#publish(request =>
      multipart.complete(this.#conditions, request),
    );
  }

  async #put(): Promise<S3Publication> {
    const body = this.#buffer.bytes();
    return this.#publish(async request => {
      const answer = await this.#connection.client.send(
        new PutObjectCommand({
          ...this.#connection.objectOf(this.#key),
          ...this.#stored.attributes(),
          Body: body,
          ContentLength: body.byteLength,
          ...this.#conditions,
        }),
        request,
      );
      this.#stored.assertArrived(answer, body);
      return {
        etag: answer.ETag,
        repeated: (answer.$metadata.attempts ?? 1) > 1,
      };
    });
  }

  /** A request that was repeated since its answer got lost is told of its own success: that is one. */
  async #publish(
    request: (options: { abortSignal: AbortSignal }) => Promise<S3Publication>,
  ): Promise<S3Publication> {
    try {
      return await this.#connection.send(request, this.#signal);
    } catch (error) {
      this.#signal.throwIfAborted();
      const code = s3ErrorCode(error);
      const taken = code === 'PreconditionFailed' || s3Status(error) === 412;
      if (taken || code === 'NoSuchUpload') {
        const etag = await this.#stored.etagOfOwn();
        if (etag !== undefined) {
          return { etag, repeated: true };
        }
      }
      throw taken
        ? objectExists(this.#key)
        : this.#connection.toError(error, writing(this.#key));
    }
  }

  #assertGoing(): void {
    if (this.#state !== 'open') {
      throw uploadEnded(this.#connection.options.name, this.#key);
    }
    this.#signal.throwIfAborted();
    if (this.#failure) {
      throw this.#failure;
    }
    this.#multipart?.assertGoing();
  }
}

/**
 * @internal
 */
export interface S3UploadOptions {
  key: string;
  ifAbsent: boolean;
  sizeHint?: number;
  signal: AbortSignal;
}
