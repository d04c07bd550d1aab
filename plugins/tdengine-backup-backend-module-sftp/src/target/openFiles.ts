import type { Attributes } from 'ssh2';
import { SftpConnection } from './SftpConnection';
import { SftpStatus, sftpStatus } from './sftpErrors';

// What OpenSSH takes in one request; for other servers the library makes several of it.
const PIECE_BYTES = 128 * 1024;

/** Requests on their way at once, so that a line with a long delay is used all the time. */
const PIECES_AT_ONCE = 16;

/** Opens a file. One that opens after the signal fired is closed again. */
export async function openFile(
  connection: SftpConnection,
  path: string,
  flags: 'r' | 'r+' | 'wx',
  signal: AbortSignal,
): Promise<Buffer> {
  const attributes: Partial<Attributes> = flags === 'wx' ? { mode: 0o640 } : {};
  return connection.request<Buffer>(
    (sftp, done) =>
      sftp.open(path, flags, attributes as Attributes, (error, handle) => {
        if (!error && signal.aborted) {
          sftp.close(handle, () => {});
        }
        done(error, handle);
      }),
    signal,
  );
}

/** Closes a file; where that fails it was closed with its connection. */
export async function closeFile(
  connection: SftpConnection,
  handle: Buffer,
): Promise<void> {
  if (!connection.isLost) {
    await connection
      .request<void>(
        (sftp, done) => sftp.close(handle, error => done(error, undefined)),
        new AbortController().signal,
      )
      .catch(() => {});
  }
}

/** Writes at a place of an open file, in pieces that are on their way together. */
export async function writeAt(
  connection: SftpConnection,
  handle: Buffer,
  options: { bytes: Buffer; position: number; signal: AbortSignal },
): Promise<void> {
  const { bytes, position, signal } = options;
  let next = 0;
  const lane = async () => {
    while (next < bytes.byteLength) {
      const start = next;
      next = Math.min(start + PIECE_BYTES, bytes.byteLength);
      const length = next - start;
      await connection.request<void>(
        (sftp, done) =>
          sftp.write(handle, bytes, start, length, position + start, error =>
            done(error, undefined),
          ),
        signal,
      );
    }
  };
  const lanes = await Promise.allSettled(
    Array.from({ length: PIECES_AT_ONCE }, lane),
  );
  const failed = lanes.find(({ status }) => status === 'rejected');
  if (failed) {
    throw (failed as PromiseRejectedResult).reason;
  }
}

/** The bytes of an open file between two places, or up to its end where that comes first; read ahead. */
export async function* readBetween(
  connection: SftpConnection,
  handle: Buffer,
  options: { start: number; end: number; signal: AbortSignal },
): AsyncGenerator<Buffer> {
  const { start, end, signal } = options;
  const ahead: Array<Promise<Buffer>> = [];
  let next = start;
  const readPiece = async (from: number, to: number): Promise<Buffer> => {
    const piece = Buffer.allocUnsafe(to - from);
    let filled = 0;
    while (filled < piece.byteLength) {
      const count = await readOnce(connection, handle, {
        piece,
        filled,
        position: from + filled,
        signal,
      });
      if (count === 0) {
        return piece.subarray(0, filled);
      }
      filled += count;
    }
    return piece;
  };
  for (;;) {
    while (ahead.length < PIECES_AT_ONCE && next < end) {
      const to = Math.min(next + PIECE_BYTES, end);
      const piece = readPiece(next, to);
      // Told when its turn comes.
      piece.catch(() => {});
      ahead.push(piece);
      next = to;
    }
    const piece = await ahead.shift();
    if (!piece || piece.byteLength === 0) {
      return;
    }
    yield piece;
  }
}

async function readOnce(
  connection: SftpConnection,
  handle: Buffer,
  options: {
    piece: Buffer;
    filled: number;
    position: number;
    signal: AbortSignal;
  },
): Promise<number> {
  const { piece, filled, position, signal } = options;
  try {
    return await connection.request<number>(
      (sftp, done) =>
        sftp.read(
          handle,
          piece,
          filled,
          piece.byteLength - filled,
          position,
          (error, count) => done(error, count),
        ),
      signal,
    );
  } catch (error) {
    if (sftpStatus(error) === SftpStatus.endOfFile) {
      return 0;
    }
    throw error;
  }
}
