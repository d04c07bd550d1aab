import {
  AbortMultipartUploadCommand,
  ListMultipartUploadsCommand,
  ListMultipartUploadsCommandOutput,
  MultipartUpload,
} from '@aws-sdk/client-s3';
import { ListingBounds } from 'backstage-plugin-tdengine-backup-node';
import { S3Connection } from './S3Connection';
import { S3Action, s3ErrorCode, s3Status } from './s3Errors';

const ACTION: S3Action = {
  words: 'remove unfinished uploads',
  right: 's3:ListBucketMultipartUploads or s3:AbortMultipartUpload',
};

/**
 * Ends uploads in parts that were begun before an instant: no listing shows them, and they cost like objects.
 *
 * @internal
 */
export async function removeUnfinishedUploads(
  connection: S3Connection,
  prefix: string,
  options: { signal: AbortSignal; before: Date },
): Promise<number> {
  const { signal, before } = options;
  let removed = 0;
  try {
    for await (const upload of unfinishedUploads(connection, prefix, signal)) {
      // Some servers take the prefix for a folder, and list its neighbours too.
      const ours = connection.keyOf(upload.Key)?.startsWith(prefix) ?? false;
      if (ours && upload.Initiated && upload.Initiated < before) {
        await endUpload(connection, upload, signal);
        removed++;
      }
    }
  } catch (error) {
    signal.throwIfAborted();
    // A server that keeps no list of them has none that could be removed.
    if (s3Status(error) !== 501) {
      throw connection.toError(error, ACTION);
    }
  }
  return removed;
}

async function* unfinishedUploads(
  connection: S3Connection,
  prefix: string,
  signal: AbortSignal,
): AsyncGenerator<MultipartUpload> {
  const bounds = ListingBounds.create();
  let page: ListMultipartUploadsCommandOutput | undefined;
  do {
    const command: ListMultipartUploadsCommand =
      new ListMultipartUploadsCommand({
        Bucket: connection.bucket,
        Prefix: connection.objectName(prefix),
        KeyMarker: page?.NextKeyMarker,
        UploadIdMarker: page?.NextUploadIdMarker,
      });
    page = await connection.send(
      request => connection.client.send(command, request),
      signal,
    );
    bounds.count(page.Uploads?.length ?? 0);
    if (page.IsTruncated) {
      const { NextKeyMarker, NextUploadIdMarker } = page;
      bounds.next(NextKeyMarker && `${NextKeyMarker}\n${NextUploadIdMarker}`);
    }
    yield* page.Uploads ?? [];
  } while (page.IsTruncated);
}

async function endUpload(
  connection: S3Connection,
  { Key, UploadId }: MultipartUpload,
  signal: AbortSignal,
): Promise<void> {
  try {
    await connection.send(
      request =>
        connection.client.send(
          new AbortMultipartUploadCommand({
            Bucket: connection.bucket,
            Key,
            UploadId,
          }),
          request,
        ),
      signal,
    );
  } catch (error) {
    // Somebody else was faster.
    if (s3ErrorCode(error) !== 'NoSuchUpload') {
      throw error;
    }
  }
}
