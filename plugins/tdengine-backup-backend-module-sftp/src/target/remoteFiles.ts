import { posix } from 'node:path';
import type { Attributes, FileEntryWithStats, Stats } from 'ssh2';
import { SftpConnection } from './SftpConnection';
import { SftpStatus, sftpStatus } from './sftpErrors';

// What OpenSSH takes in one request; for other servers the library makes several of it.
const PIECE_BYTES = 128 * 1024;

/** Requests on their way at once, so that a line with a long delay is used all the time. */
const PIECES_AT_ONCE = 16;

/** The attributes of what is there, links not followed; undefined where there is nothing. */
export async function lookAt(
  connection: SftpConnection,
  path: string,
  signal: AbortSignal,
): Promise<Stats | undefined> {
  try {
    return await connection.request<Stats>(
      (sftp, done) => sftp.lstat(path, done),
      signal,
    );
  } catch (error) {
    if (sftpStatus(error) === SftpStatus.noSuchFile) {
      return undefined;
    }
    // Below a file there is nothing either, which OpenSSH calls a failure.
    if (
      sftpStatus(error) === SftpStatus.failure &&
      posix.dirname(path) !== path &&
      (await lookAt(connection, posix.dirname(path), signal))?.isFile()
    ) {
      return undefined;
    }
    throw error;
  }
}

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

/** What is in a folder; nothing where there is none. */
export async function readFolder(
  connection: SftpConnection,
  path: string,
  signal: AbortSignal,
): Promise<FileEntryWithStats[]> {
  try {
    return await connection.request<FileEntryWithStats[]>(
      (sftp, done) => sftp.readdir(path, done),
      signal,
    );
  } catch (error) {
    if (
      sftpStatus(error) === SftpStatus.noSuchFile ||
      (sftpStatus(error) === SftpStatus.failure &&
        !(await lookAt(connection, path, signal))?.isDirectory())
    ) {
      return [];
    }
    throw error;
  }
}

/** Makes a folder and those above it. What is there already is no error. */
export async function makeFolder(
  connection: SftpConnection,
  path: string,
  signal: AbortSignal,
): Promise<void> {
  if (
    path === '/' ||
    path === '.' ||
    (await lookAt(connection, path, signal))?.isDirectory()
  ) {
    return;
  }
  await makeFolder(connection, posix.dirname(path), signal);
  try {
    await connection.request<void>(
      (sftp, done) => sftp.mkdir(path, error => done(error, undefined)),
      signal,
    );
  } catch (error) {
    // A link to a folder, or somebody else was faster.
    const there = await connection
      .request<Stats>((sftp, done) => sftp.stat(path, done), signal)
      .catch(() => undefined);
    if (!there?.isDirectory()) {
      throw error;
    }
  }
}

/** Removes a file; one that is not there is no error. */
export async function removeFile(
  connection: SftpConnection,
  path: string,
  signal: AbortSignal,
): Promise<void> {
  try {
    await connection.request<void>(
      (sftp, done) => sftp.unlink(path, error => done(error, undefined)),
      signal,
    );
  } catch (error) {
    if (sftpStatus(error) !== SftpStatus.noSuchFile) {
      throw error;
    }
  }
}

/** Removes a folder and those above it as long as they are empty, but never the root. */
export async function removeEmptyFolders(
  connection: SftpConnection,
  options: { root: string; folder: string; signal: AbortSignal },
): Promise<void> {
  const { root, signal } = options;
  for (
    let folder = options.folder;
    folder.length > root.length && folder.startsWith(root);
    folder = posix.dirname(folder)
  ) {
    try {
      await connection.request<void>(
        (sftp, done) => sftp.rmdir(folder, error => done(error, undefined)),
        signal,
      );
    } catch (error) {
      signal.throwIfAborted();
      // Taken away by somebody else counts as removed; anything else means that it is in use.
      if (sftpStatus(error) !== SftpStatus.noSuchFile) {
        return;
      }
    }
  }
}

/** Bytes of the file system that a path is on; undefined where the server cannot tell. */
export async function spaceAt(
  connection: SftpConnection,
  path: string,
  signal: AbortSignal,
): Promise<{ free: bigint; total: bigint } | undefined> {
  try {
    const space = await connection.request<Record<string, number | bigint>>(
      // Throws where the server does not have the extension.
      (sftp, done) => sftp.ext_openssh_statvfs(path, done),
      signal,
    );
    const bytes = (field: string) =>
      BigInt(space[field]) * BigInt(space.f_frsize);
    return {
      free: bytes('f_bavail'),
      // What the system keeps back for itself is neither free nor ours to fill.
      total: bytes('f_blocks') - bytes('f_bfree') + bytes('f_bavail'),
    };
  } catch (error) {
    signal.throwIfAborted();
    if (connection.isLost) {
      throw error;
    }
    return undefined;
  }
}
