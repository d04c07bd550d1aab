import { posix } from 'node:path';
import type { Stats } from 'ssh2';
import { SftpConnection } from './SftpConnection';
import { SftpStatus, sftpStatus } from './sftpErrors';

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
