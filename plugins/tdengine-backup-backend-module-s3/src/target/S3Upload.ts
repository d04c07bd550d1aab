import {
  AbortMultipartUploadCommand,
  CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { ConflictError } from '@backstage/errors';
import { ObjectStat, Upload } from 'backstage-plugin-tdengine-backup-node';
import { PartBuffer } from './PartBuffer';
import { MAXIMUM_PARTS, partBytes } from './partBytes';
import { S3Connection } from './S3Connection';
import { S3Action, s3ErrorCode, s3Status, writing } from './s3Errors';
import { S3StoredObject } from './S3StoredObject';

const MEBIBYTE = 1024 * 1024;
const SMALLEST_PART_MEBIBYTES = 8;
const PARALLEL_PARTS = 3;
const ABORT_TIMEOUT_MS = 20_000;

/**
 * One object on its way to S3: in one request where it is small, else in parts, several of them at once. A part that fails
 * is sent again by itself.
 *
 * @internal
 */
export class S3Upload implements Upload {
  readonly #connection: S3Connection;
  readonly #key: string;
  readonly #ifAbsent: boolean;
  readonly #sizeHint: number | undefined;
  readonly #signal: AbortSignal;
  readonly #stop = new AbortController();
  readonly #stored: S3StoredObject;
  readonly #parts: CompletedPart[] = [];
  readonly #inFlight = new Set<Promise<void>>();
  readonly #spare: PartBuffer[] = [];
  #buffer = new PartBuffer();
  #begun = 0;
  #size = 0;
  #multipartId: string | undefined;
  #failure: unknown;
  #state: 'open' | 'completed' | 'aborted' = 'open';

  private constructor(connection: S3Connection, options: S3UploadOptions) {
    this.#connection = connection;
    this.#key = options.key;
    this.#ifAbsent = options.ifAbsent;
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
      const etag = this.#multipartId
        ? await this.#completeParts()
        : await this.#put();
      const stat = await this.#stored.check(this.#size, etag);
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
    // A part that arrives after the end would stay behind and cost money.
    await Promise.allSettled(this.#inFlight);
    if (this.#multipartId) {
      const signal = AbortSignal.timeout(ABORT_TIMEOUT_MS);
      try {
        await this.#connection.send(
          options =>
            this.#connection.client.send(
              new AbortMultipartUploadCommand({
                ...this.#connection.objectOf(this.#key),
                UploadId: this.#multipartId,
              }),
              options,
            ),
          signal,
        );
      } catch {
        // The connection may be what broke. `removeUnfinished` finds the parts later.
      }
    }
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
    await this.#beginMultipart();
    const most = this.#connection.options.parallelParts ?? PARALLEL_PARTS;
    while (this.#inFlight.size >= most) {
      await Promise.race(this.#inFlight);
    }
    this.#assertGoing();
    const number = this.#begun;
    if (number > MAXIMUM_PARTS) {
      throw new Error(
        `'${this.#key}' is larger than ${MAXIMUM_PARTS} parts can hold`,
      );
    }
    const buffer = this.#buffer;
    const sent = this.#uploadPart(number, buffer.bytes())
      .then(() => {
        this.#spare.push(buffer);
      })
      .catch(error => {
        this.#failure ??= error;
      })
      .finally(() => this.#inFlight.delete(sent));
    this.#inFlight.add(sent);
    this.#buffer = this.#spare.pop() ?? new PartBuffer();
    this.#beginPart();
  }

  async #beginMultipart(): Promise<void> {
    if (this.#multipartId) {
      return;
    }
    const { UploadId } = await this.#send(writing(this.#key), options =>
      this.#connection.client.send(
        new CreateMultipartUploadCommand({
          ...this.#connection.objectOf(this.#key),
          ...this.#attributes(),
          // The parts come with one then, and are checked as they arrive.
          ...(this.#connection.options.checksums !== 'whenRequired' && {
            ChecksumAlgorithm: 'CRC32' as const,
          }),
        }),
        options,
      ),
    );
    this.#multipartId = UploadId;
  }

  async #uploadPart(number: number, body: Buffer): Promise<void> {
    const answer = await this.#send(writing(this.#key), options =>
      this.#connection.client.send(
        new UploadPartCommand({
          ...this.#connection.objectOf(this.#key),
          UploadId: this.#multipartId,
          PartNumber: number,
          Body: body,
          ContentLength: body.byteLength,
        }),
        options,
      ),
    );
    this.#stored.assertArrived(answer, body);
    this.#parts.push({
      PartNumber: number,
      ETag: answer.ETag,
      ChecksumCRC32: answer.ChecksumCRC32,
    });
  }

  async #completeParts(): Promise<string | undefined> {
    if (this.#buffer.length > 0) {
      await this.#sendPart();
    }
    await Promise.all(this.#inFlight);
    this.#assertGoing();
    this.#parts.sort((a, b) => a.PartNumber! - b.PartNumber!);
    return this.#publish(async options => {
      const { ETag } = await this.#connection.client.send(
        new CompleteMultipartUploadCommand({
          ...this.#connection.objectOf(this.#key),
          UploadId: this.#multipartId,
          MultipartUpload: { Parts: this.#parts },
          ...(this.#ifAbsent && { IfNoneMatch: '*' }),
        }),
        options,
      );
      return ETag;
    });
  }

  async #put(): Promise<string | undefined> {
    const body = this.#buffer.bytes();
    return this.#publish(async options => {
      const answer = await this.#connection.client.send(
        new PutObjectCommand({
          ...this.#connection.objectOf(this.#key),
          ...this.#attributes(),
          Body: body,
          ContentLength: body.byteLength,
          ...(this.#ifAbsent && { IfNoneMatch: '*' }),
        }),
        options,
      );
      this.#stored.assertArrived(answer, body);
      return answer.ETag;
    });
  }

  /** A request that was repeated since its answer got lost is told of its own success: that is one. */
  async #publish(
    request: (options: {
      abortSignal: AbortSignal;
    }) => Promise<string | undefined>,
  ): Promise<string | undefined> {
    try {
      return await this.#connection.send(request, this.#signal);
    } catch (error) {
      this.#signal.throwIfAborted();
      const code = s3ErrorCode(error);
      const taken = code === 'PreconditionFailed' || s3Status(error) === 412;
      if (taken || code === 'NoSuchUpload') {
        const etag = await this.#stored.etagOfOwn();
        if (etag !== undefined) {
          return etag;
        }
      }
      throw taken
        ? new ConflictError(`There is an object '${this.#key}' already`)
        : this.#connection.toError(error, writing(this.#key));
    }
  }

  async #send<T>(
    action: S3Action,
    request: (options: { abortSignal: AbortSignal }) => Promise<T>,
  ): Promise<T> {
    try {
      return await this.#connection.send(request, this.#signal);
    } catch (error) {
      this.#signal.throwIfAborted();
      throw this.#connection.toError(error, action);
    }
  }

  #assertGoing(): void {
    if (this.#state !== 'open') {
      throw new Error(
        `The upload of '${this.#key}' to target '${
          this.#connection.options.name
        }' has ended already`,
      );
    }
    this.#signal.throwIfAborted();
    if (this.#failure) {
      throw this.#failure;
    }
  }

  #attributes() {
    return {
      ...this.#stored.mark(),
      ...this.#connection.attributesOf(this.#key),
    };
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
