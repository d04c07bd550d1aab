import { createWriteStream } from 'node:fs';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { InputError } from '@backstage/errors';
import { UploadedArchive } from '../../services/types';
import { formatBytes } from '../formatBytes';
import { atLeastAsFast, Pace } from './atLeastAsFast';

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

/** Others write to the same disks meanwhile, and not everybody says how much comes. */
const ROOM_STEP_BYTES = 32 * 2 ** 20;

/** Whoever sends less than this keeps the place of somebody else for nothing. */
const LEAST_PACE: Pace = { bytes: 2 ** 20, milliseconds: 60_000 };

/**
 * Writes what comes to a file, as it comes, up to a limit.
 *
 * @param options - `assertRoom`: asked again and again whether what comes next has room behind what came; `pace`: what
 * has to come at the least
 */
export async function receiveArchive(
  { content, size }: UploadedArchive,
  options: {
    path: string;
    maximumBytes: number;
    assertRoom: (receivedBytes: number, nextBytes: number) => Promise<void>;
    signal: AbortSignal;
    pace?: Pace;
  },
): Promise<void> {
  const { path, maximumBytes, assertRoom, signal, pace } = options;
  let received = 0;
  let roomFor = 0;
  const limit = new Transform({
    transform(chunk: Buffer, _encoding, callback) {
      const before = received;
      received += chunk.byteLength;
      const check = async () => {
        assertUploadSize(received, maximumBytes);
        if (received > roomFor) {
          roomFor = Math.min(before + ROOM_STEP_BYTES, size ?? Infinity);
          await assertRoom(before, Math.max(roomFor, received) - before);
        }
      };
      check().then(() => callback(null, chunk), callback);
    },
  });
  await pipeline(
    // Whoever sends it is still to be answered where it is refused.
    atLeastAsFast(
      content.iterator({ destroyOnReturn: false }),
      pace ?? LEAST_PACE,
      signal,
    ),
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
