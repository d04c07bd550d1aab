import { randomUUID } from 'node:crypto';
import { crc32 } from 'node:zlib';
import {
  DeleteObjectCommand,
  HeadObjectCommand,
  HeadObjectCommandOutput,
} from '@aws-sdk/client-s3';
import {
  ObjectStat,
  pauseBeforeRetry,
} from 'backstage-plugin-tdengine-backup-node';
import { attemptsOf, idleTimeoutOf } from './createS3Client';
import { S3Connection } from './S3Connection';
import { looking, s3Status } from './s3Errors';

// Says whose an object is, when the answer to the request that made it got lost.
const UPLOAD_ID = 'tdengine-backup-upload';

/**
 * What the server said of the request that made an object.
 *
 * @internal
 */
export interface S3Publication {
  etag: string | undefined;
  /** It was sent more than once, since an answer did not come in time. */
  repeated: boolean;
}

/**
 * What came of one upload, as the server sees it. An answer without an error is not enough: some say 200 and keep less,
 * something else, or nothing.
 *
 * @internal
 */
export class S3StoredObject {
  readonly #connection: S3Connection;
  readonly #key: string;
  readonly #signal: AbortSignal;
  readonly #id = randomUUID();

  private constructor(
    connection: S3Connection,
    options: { key: string; signal: AbortSignal },
  ) {
    this.#connection = connection;
    this.#key = options.key;
    this.#signal = options.signal;
  }

  static create(
    connection: S3Connection,
    options: { key: string; signal: AbortSignal },
  ): S3StoredObject {
    return new S3StoredObject(connection, options);
  }

  /** What S3 is told of the object, the upload that makes it among it. */
  attributes() {
    return {
      Metadata: { [UPLOAD_ID]: this.#id },
      ...this.#connection.attributesOf(this.#key),
    };
  }

  /** The ETag of the object where this very upload made it, else undefined. */
  async etagOfOwn(): Promise<string | undefined> {
    const head = await this.#head().catch(() => undefined);
    return head && this.#isOwn(head) ? head.ETag : undefined;
  }

  /** Compares the answer to a request with the bytes that it took. */
  assertArrived(
    answer: { ETag?: string; ChecksumCRC32?: string },
    body: Buffer,
  ): void {
    const { ETag, ChecksumCRC32 } = answer;
    const target = this.#connection.options.name;
    if (ETag === undefined) {
      throw new Error(
        `Target '${target}' answered the upload of '${
          this.#key
        }' with something that is not S3`,
      );
    }
    const expected = Buffer.alloc(4);
    expected.writeUInt32BE(crc32(body));
    if (
      ChecksumCRC32 !== undefined &&
      ChecksumCRC32 !== expected.toString('base64')
    ) {
      throw new Error(
        `Target '${target}' got other bytes of '${this.#key}' than were sent`,
      );
    }
  }

  /** Compares what the server keeps with what was written, and removes it where that is wrong. */
  async check(size: number, publication: S3Publication): Promise<ObjectStat> {
    const head = await this.#headOnceThere(publication);
    const { etag } = publication;
    if (
      head.ContentLength !== size ||
      (etag !== undefined && head.ETag !== undefined && head.ETag !== etag)
    ) {
      if (this.#isOwn(head)) {
        await this.#remove().catch(() => {});
      }
      throw new Error(
        `Target '${this.#connection.options.name}' keeps ${
          head.ContentLength
        } bytes of '${
          this.#key
        }' where ${size} were written, or another object`,
      );
    }
    return {
      key: this.#key,
      size,
      modifiedAt: head.LastModified ?? new Date(),
    };
  }

  /**
   * Some servers answer a request that is repeated while they are still at work on the first: until that is done, what
   * there is is what was there before. It gets the time that the tries would have taken.
   */
  async #headOnceThere({
    etag,
    repeated,
  }: S3Publication): Promise<HeadObjectCommandOutput> {
    const { options } = this.#connection;
    const deadline =
      Date.now() +
      (repeated ? attemptsOf(options) * idleTimeoutOf(options) : 0);
    for (let attempt = 1; ; attempt++) {
      const isLast = Date.now() >= deadline;
      const head = await this.#head().catch(error => {
        this.#signal.throwIfAborted();
        if (s3Status(error) === 404 && !isLast) {
          return undefined;
        }
        throw this.#connection.toError(error, looking(this.#key));
      });
      if (head && (isLast || this.#isOwn(head) || head.ETag === etag)) {
        return head;
      }
      await pauseBeforeRetry(attempt, this.#signal);
    }
  }

  #isOwn(head: HeadObjectCommandOutput): boolean {
    return head.Metadata?.[UPLOAD_ID] === this.#id;
  }

  #head() {
    return this.#connection.send(
      options =>
        this.#connection.client.send(
          new HeadObjectCommand(this.#connection.objectOf(this.#key)),
          options,
        ),
      this.#signal,
    );
  }

  #remove() {
    return this.#connection.send(
      options =>
        this.#connection.client.send(
          new DeleteObjectCommand(this.#connection.objectOf(this.#key)),
          options,
        ),
      this.#signal,
    );
  }
}
