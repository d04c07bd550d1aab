import {
  AbortMultipartUploadCommand,
  CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { MAXIMUM_PARTS } from './partBytes';
import { S3Connection } from './S3Connection';
import { writing } from './s3Errors';
import { S3Publication, S3StoredObject } from './S3StoredObject';

const PARALLEL_PARTS = 3;
const ABORT_TIMEOUT_MS = 20_000;

/**
 * The parts of one object that are on their way to S3, several of them at once. A part that fails is sent again by itself.
 *
 * @internal
 */
export class S3MultipartUpload {
  readonly #connection: S3Connection;
  readonly #key: string;
  readonly #signal: AbortSignal;
  readonly #stored: S3StoredObject;
  readonly #id: string | undefined;
  readonly #parts: CompletedPart[] = [];
  readonly #inFlight = new Set<Promise<void>>();
  #failure: unknown;

  private constructor(
    connection: S3Connection,
    options: S3MultipartUploadOptions,
    id: string | undefined,
  ) {
    this.#connection = connection;
    this.#key = options.key;
    this.#signal = options.signal;
    this.#stored = options.stored;
    this.#id = id;
  }

  static async begin(
    connection: S3Connection,
    options: S3MultipartUploadOptions,
  ): Promise<S3MultipartUpload> {
    const { key, signal, stored } = options;
    const { UploadId } = await connection.ask(writing(key), signal, request =>
      connection.client.send(
        new CreateMultipartUploadCommand({
          ...connection.objectOf(key),
          ...stored.attributes(),
          // The parts come with one then, and are checked as they arrive.
          ...(connection.options.checksums !== 'whenRequired' && {
            ChecksumAlgorithm: 'CRC32' as const,
          }),
        }),
        request,
      ),
    );
    return new S3MultipartUpload(connection, options, UploadId);
  }

  /** Waits until there is a lane for it, not until the part has arrived. */
  async send(
    number: number,
    body: Buffer,
    onArrived: () => void,
  ): Promise<void> {
    const most = this.#connection.options.parallelParts ?? PARALLEL_PARTS;
    while (this.#inFlight.size >= most) {
      await Promise.race(this.#inFlight);
    }
    this.assertGoing();
    if (number > MAXIMUM_PARTS) {
      throw new Error(
        `'${this.#key}' is larger than ${MAXIMUM_PARTS} parts can hold`,
      );
    }
    const sent = this.#upload(number, body)
      .then(onArrived)
      .catch(error => {
        this.#failure ??= error;
      })
      .finally(() => this.#inFlight.delete(sent));
    this.#inFlight.add(sent);
  }

  /** Throws what went wrong with a part. */
  assertGoing(): void {
    this.#signal.throwIfAborted();
    if (this.#failure) {
      throw this.#failure;
    }
  }

  /** Resolves once every part has arrived. */
  async settle(): Promise<void> {
    await Promise.all(this.#inFlight);
    this.assertGoing();
    this.#parts.sort((a, b) => a.PartNumber! - b.PartNumber!);
  }

  /** Makes an object of the parts. */
  async complete(
    conditions: { IfNoneMatch?: string },
    request: { abortSignal: AbortSignal },
  ): Promise<S3Publication> {
    const { ETag, $metadata } = await this.#connection.client.send(
      new CompleteMultipartUploadCommand({
        ...this.#connection.objectOf(this.#key),
        UploadId: this.#id,
        MultipartUpload: { Parts: this.#parts },
        ...conditions,
      }),
      request,
    );
    return { etag: ETag, repeated: ($metadata.attempts ?? 1) > 1 };
  }

  /** Removes the parts. The signal of the upload has fired before. */
  async abort(): Promise<void> {
    // A part that arrives after the end would stay behind and cost money.
    await Promise.allSettled(this.#inFlight);
    try {
      await this.#connection.send(
        request =>
          this.#connection.client.send(
            new AbortMultipartUploadCommand({
              ...this.#connection.objectOf(this.#key),
              UploadId: this.#id,
            }),
            request,
          ),
        AbortSignal.timeout(ABORT_TIMEOUT_MS),
      );
    } catch {
      // The connection may be what broke. `removeUnfinished` finds the parts later.
    }
  }

  async #upload(number: number, body: Buffer): Promise<void> {
    const answer = await this.#connection.ask(
      writing(this.#key),
      this.#signal,
      request =>
        this.#connection.client.send(
          new UploadPartCommand({
            ...this.#connection.objectOf(this.#key),
            UploadId: this.#id,
            PartNumber: number,
            Body: body,
            ContentLength: body.byteLength,
          }),
          request,
        ),
    );
    this.#stored.assertArrived(answer, body);
    this.#parts.push({
      PartNumber: number,
      ETag: answer.ETag,
      ChecksumCRC32: answer.ChecksumCRC32,
    });
  }
}

/**
 * @internal
 */
export interface S3MultipartUploadOptions {
  key: string;
  signal: AbortSignal;
  stored: S3StoredObject;
}
