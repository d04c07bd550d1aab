import type { Stats } from 'ssh2';
import {
  hiddenPath,
  objectExists,
  PublicationLock,
  publishUnderLock,
} from 'backstage-plugin-tdengine-backup-node';
import { closeFile, openFile } from './openFiles';
import { lookAt, removeFile } from './remoteFiles';
import { SftpConnection } from './SftpConnection';
import { SftpStatus, sftpStatus } from './sftpErrors';

// The lock is held for two requests; one this old belongs to a process that died between them.
const STALE_LOCK_MS = 60_000;

/** A finished file under its hidden name, and the name that it is to have. */
export interface Publication {
  key: string;
  partialPath: string;
  path: string;
  size: number;
  signal: AbortSignal;
}

/** Gives a finished file its name, also where another file has it. May be repeated. */
export async function publish(
  connection: SftpConnection,
  publication: Publication,
): Promise<void> {
  const { partialPath, path, size, signal } = publication;
  try {
    await connection.request<void>((sftp, done) => {
      try {
        sftp.ext_openssh_rename(partialPath, path, error =>
          done(error, undefined),
        );
      } catch {
        // Without the extension a rename refuses where there is a file, as the standard says.
        sftp.rename(partialPath, path, error => done(error, undefined));
      }
    }, signal);
  } catch (error) {
    const status = sftpStatus(error);
    const there = await lookAt(connection, path, signal);
    if (
      status === SftpStatus.noSuchFile &&
      there?.size === size &&
      !(await lookAt(connection, partialPath, signal))
    ) {
      // The answer to our own rename was lost, and it was asked for again.
      return;
    }
    if (status === SftpStatus.failure && there?.isFile()) {
      throw new Error(
        'the server cannot put a file in the place of another at once (it lacks posix-rename@openssh.com)',
      );
    }
    throw error;
  }
}

/**
 * Gives a finished file its name unless that name is taken; of several who try, one wins. Throws a ConflictError for the
 * others. May be repeated.
 */
export async function publishExclusively(
  connection: SftpConnection,
  publication: Publication,
): Promise<void> {
  const { key, partialPath, path, signal } = publication;
  let linked = true;
  try {
    await connection.request<void>(
      (sftp, done) =>
        // Throws where the server does not have the extension.
        sftp.ext_openssh_hardlink(partialPath, path, error =>
          done(error, undefined),
        ),
      signal,
    );
    // rclone says that it did, and did nothing.
    linked = (await lookAt(connection, path, signal)) !== undefined;
  } catch (error) {
    signal.throwIfAborted();
    if (connection.isLost) {
      throw error;
    }
    const there = await lookAt(connection, path, signal);
    if (there) {
      if (!(await isSameFile(connection, publication, there))) {
        throw objectExists(key);
      }
    } else if (sftpStatus(error) === SftpStatus.permissionDenied) {
      throw error;
    } else {
      linked = false;
    }
  }
  if (linked) {
    await removeFile(connection, partialPath, signal);
  } else {
    await renameUnderLock(connection, publication);
  }
}

/**
 * Whether two names are of one file: what is done to the one is then seen at the other. SFTP tells of no number by which
 * files are known.
 */
async function isSameFile(
  connection: SftpConnection,
  { partialPath, path, size, signal }: Publication,
  there: Stats,
): Promise<boolean> {
  if (there.size !== size || !(await lookAt(connection, partialPath, signal))) {
    return false;
  }
  const now = Math.floor(Date.now() / 1000);
  const marked = now - 1_000_000 - Math.floor(Math.random() * 1_000_000);
  await setTime(connection, partialPath, marked, signal);
  const same = (await lookAt(connection, path, signal))?.mtime === marked;
  await setTime(connection, partialPath, now, signal);
  return same;
}

async function setTime(
  connection: SftpConnection,
  path: string,
  seconds: number,
  signal: AbortSignal,
): Promise<void> {
  await connection.request<void>(
    (sftp, done) =>
      sftp.utimes(path, seconds, seconds, error => done(error, undefined)),
    signal,
  );
}

/** For servers and file systems without hard links. */
function renameUnderLock(
  connection: SftpConnection,
  publication: Publication,
): Promise<void> {
  const { key, path, signal } = publication;
  return publishUnderLock({
    key,
    lock: lockFile(connection, hiddenPath(path, 'lock'), signal),
    isTaken: async () => (await lookAt(connection, path, signal)) !== undefined,
    publish: () => publish(connection, publication),
  });
}

function lockFile(
  connection: SftpConnection,
  path: string,
  signal: AbortSignal,
): PublicationLock {
  const look = () => lookAt(connection, path, signal);
  return {
    make: async () => {
      try {
        const handle = await openFile(connection, path, 'wx', signal);
        await closeFile(connection, handle);
        return true;
      } catch (error) {
        // Servers have no word of its own for a file that is there, and it may be gone by now.
        if (sftpStatus(error) === SftpStatus.failure || (await look())) {
          return false;
        }
        throw error;
      }
    },
    madeAt: async () => {
      const stats = await look();
      return stats && new Date(stats.mtime * 1000);
    },
    remove: () => removeFile(connection, path, signal),
    staleAfterMilliseconds: STALE_LOCK_MS,
  };
}
