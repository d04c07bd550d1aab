import { ForwardedError } from '@backstage/errors';
import { StorageFullError } from './StorageFullError';

/**
 * The code of a failed file system call, such as `ENOENT`.
 *
 * @internal
 */
export function fileErrorCode(error: unknown): string | undefined {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  return typeof code === 'string' ? code : undefined;
}

/**
 * Says in words what a failed file system call means for the person who set up the target.
 *
 * @internal
 */
export function toTargetError(
  error: unknown,
  options: { target: string; action: string; path: string },
): Error {
  const { target, action, path } = options;
  const where = `${action} '${path}' on target '${target}'`;
  switch (fileErrorCode(error)) {
    case 'ENOSPC':
      return new StorageFullError(
        `No space left on target '${target}' (${path})`,
        error,
      );
    case 'EDQUOT':
      return new StorageFullError(
        `The disk quota of target '${target}' is used up (${path})`,
        error,
      );
    case 'EFBIG':
      return new ForwardedError(
        `Could not ${where}: the file system does not take files that large`,
        error,
      );
    case 'EACCES':
    case 'EPERM':
      return new ForwardedError(
        `Could not ${where}: the user this process runs as may not`,
        error,
      );
    case 'EROFS':
      return new ForwardedError(
        `Could not ${where}: the file system is mounted read-only`,
        error,
      );
    // What mkdir answers where a file has the folder's name.
    case 'EEXIST':
    case 'ENOTDIR':
      return new ForwardedError(
        `Could not ${where}: a file is in the way where a folder should be`,
        error,
      );
    case 'EISDIR':
      return new ForwardedError(
        `Could not ${where}: a folder is in the way where a file should be`,
        error,
      );
    case 'ESTALE':
      return new ForwardedError(
        `Could not ${where}: the network file system was exported anew, mount it again`,
        error,
      );
    default:
      return error instanceof Error &&
        (fileErrorCode(error) === undefined || error.name === 'AbortError')
        ? error
        : new ForwardedError(`Could not ${where}`, error);
  }
}
