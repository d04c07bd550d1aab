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
