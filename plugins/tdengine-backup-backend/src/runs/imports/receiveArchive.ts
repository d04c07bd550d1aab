import { createWriteStream } from 'node:fs';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { InputError } from '@backstage/errors';
import { UploadedArchive } from '../../services/types';
import { formatBytes } from '../formatBytes';

/** Throws an InputError for more bytes than may come. */
export function assertUploadSize(bytes: number, maximumBytes: number): void {
  if (bytes > maximumBytes) {
    throw new InputError(
      `The archive is larger than ${formatBytes(
        maximumBytes,
      )}, which is the most that 'tdengineBackup.uploads.maximumSize' allows`,
    );
  }
}

/** Writes what comes to a file, as it comes, up to a limit. */
export async function receiveArchive(
  { content, size }: UploadedArchive,
  options: { path: string; maximumBytes: number; signal: AbortSignal },
): Promise<void> {
  const { path, maximumBytes, signal } = options;
  let received = 0;
  const limit = new Transform({
    transform(chunk: Buffer, _encoding, callback) {
      received += chunk.byteLength;
      try {
        assertUploadSize(received, maximumBytes);
        callback(null, chunk);
      } catch (error) {
        callback(error as Error);
      }
    },
  });
  await pipeline(
    // Whoever sends it is still to be answered where it is refused.
    content.iterator({ destroyOnReturn: false }),
    limit,
    createWriteStream(path, { flags: 'wx', mode: 0o600 }),
    { signal },
  ).catch(error => {
    // Many clients read no answer before they have sent everything.
    content.resume();
    throw error;
  });
  if (received === 0 || (size !== undefined && size !== received)) {
    throw new InputError(
      `${received} bytes came where ${size ?? 'an archive'} should have`,
    );
  }
}
