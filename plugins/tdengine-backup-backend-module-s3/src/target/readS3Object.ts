import { Readable } from 'node:stream';
import { GetObjectCommand, GetObjectCommandOutput } from '@aws-sdk/client-s3';
import {
  assertRangeAnswered,
  ByteRange,
  objectNotFound,
  objectReplaced,
  readResumably,
  UnusableAnswerError,
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
      const isPart = range !== undefined || from > 0;
      try {
        const answer = await connection.send(
          request =>
            connection.client.send(
              new GetObjectCommand({
                ...connection.objectOf(key),
                // The rest of the same object, not of one that took its place meanwhile.
                ...(etag && { IfMatch: etag }),
                ...(isPart && {
                  Range: `bytes=${from}-${range ? range.end - 1 : ''}`,
                }),
              }),
              request,
            ),
          openSignal,
        );
        const body = answer.Body as Readable;
        try {
          size = isPart
            ? endOfPart(answer, { start: from, end: range?.end ?? Infinity }) -
              start
            : sizeOfWhole(answer);
        } catch (error) {
          body.destroy();
          throw error;
        }
        etag = answer.ETag;
        return body;
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

function endOfPart(answer: GetObjectCommandOutput, asked: ByteRange): number {
  const { end } = assertRangeAnswered(asked, {
    status: answer.$metadata.httpStatusCode,
    contentRange: answer.ContentRange,
  });
  return end;
}

function sizeOfWhole(answer: GetObjectCommandOutput): number {
  const status = answer.$metadata.httpStatusCode;
  if (status !== 200 || answer.ContentLength === undefined) {
    throw new UnusableAnswerError(
      `the server, or something before it, answered ${status} and does not say how long the whole object is`,
    );
  }
  return answer.ContentLength;
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
