import { posix } from 'node:path';
import type { FileEntryWithStats, Stats } from 'ssh2';
import { lookAt } from './remoteFiles';
import { SftpConnection } from './SftpConnection';
import { SftpStatus, sftpStatus } from './sftpErrors';

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

/**
 * Throws when a folder on the way from the root, or the last one, is a symbolic link: whoever can plant one in the target
 * could otherwise have the account of the target read, write or delete what is outside of it. The root itself may be one.
 *
 * @param key - of a file in the last folder, or the folder itself with a slash at the end
 */
export async function assertNoLinks(
  connection: SftpConnection,
  options: { root: string; key: string; signal: AbortSignal },
): Promise<void> {
  const { root, key, signal } = options;
  const segments = key.split('/').slice(0, -1);
  const folders = segments.map((_, index) =>
    segments.slice(0, index + 1).join('/'),
  );
  // All on their way at once, so that it takes no longer for a deep one.
  const stats = await Promise.all(
    folders.map(folder => lookAt(connection, posix.join(root, folder), signal)),
  );
  const link = stats.findIndex(stat => stat?.isSymbolicLink());
  if (link >= 0) {
    throw new Error(
      `'${folders[link]}' is a symbolic link; links inside a target are not followed, put a folder or a mount there`,
    );
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
