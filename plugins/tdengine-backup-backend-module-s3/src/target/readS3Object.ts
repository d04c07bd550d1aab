import { Readable } from 'node:stream';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import {
  ByteRange,
  objectNotFound,
  objectReplaced,
  readResumably,
} from 'backstage-plugin-tdengine-backup-node';
import { attemptsOf, idleTimeoutOf } from './createS3Client';
import { S3Connection } from './S3Connection';
import { isTransientS3Error, s3ErrorCode, s3Status } from './s3Errors';

/**
 * Reads an object, and goes on with the same one where the connection breaks.
 *
 * @internal
 */
export async function readS3Object(
  connection: S3Connection,
  key: string,
  options: { signal: AbortSignal; range?: ByteRange },
): Promise<Readable> {
  const { range, signal } = options;
  const start = range?.start ?? 0;
  const translate = (error: unknown) => toReadError(connection, error, key);
  let size = 0;
  let etag: string | undefined;
  return readResumably({
    signal,
    attempts: attemptsOf(connection.options),
    idleTimeoutMs: idleTimeoutOf(connection.options),
    isTransient: isTransientS3Error,
    translate,
    size: () => size,
    open: async (offset, openSignal) => {
      const from = start + offset;
      try {
        const { Body, ContentLength, ETag } = await connection.send(
          request =>
            connection.client.send(
              new GetObjectCommand({
                ...connection.objectOf(key),
                // The rest of the same object, not of one that took its place meanwhile.
                ...(etag && { IfMatch: etag }),
                ...((range || from > 0) && {
                  Range: `bytes=${from}-${range ? range.end - 1 : ''}`,
                }),
              }),
              request,
            ),
          openSignal,
        );
        size = offset + (ContentLength ?? 0);
        etag = ETag;
        return Body as Readable;
      } catch (error) {
        if (s3ErrorCode(error) === 'InvalidRange' && offset === 0) {
          return Readable.from([]);
        }
        signal.throwIfAborted();
        throw offset === 0 ? translate(error) : error;
      }
    },
  });
}

function toReadError(
  connection: S3Connection,
  error: unknown,
  key: string,
): Error {
  const target = connection.options.name;
  if (s3Status(error) === 404 && s3ErrorCode(error) !== 'NoSuchBucket') {
    return objectNotFound(target, key);
  }
  if (s3Status(error) === 412) {
    return objectReplaced(target, key);
  }
  return connection.toError(error, {
    words: `read '${key}'`,
    right: 's3:GetObject',
  });
}
