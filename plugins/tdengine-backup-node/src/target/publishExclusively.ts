import { promises as fs } from 'node:fs';
import { hiddenPath } from './hiddenPath';
import { fileErrorCode } from './localFileErrors';
import { objectExists } from './objectErrors';
import { PublicationLock, publishUnderLock } from './publishUnderLock';

// Answers of file systems without hard links: exFAT, many CIFS and FUSE mounts.
const NO_LINKS = new Set([
  'EPERM',
  'ENOTSUP',
  'EOPNOTSUPP',
  'ENOSYS',
  'EMLINK',
]);

// The lock is held for two calls; one this old belongs to a process that died between them.
const STALE_LOCK_MILLISECONDS = 60_000;

/**
 * Gives a finished file its name unless that name is taken; of several who try, one wins. Throws a ConflictError for the
 * others and leaves their file where it was.
 *
 * @internal
 */
export async function publishExclusively(
  partialPath: string,
  path: string,
  key: string,
): Promise<void> {
  try {
    await fs.link(partialPath, path);
  } catch (error) {
    const code = fileErrorCode(error) ?? '';
    if (code === 'EEXIST') {
      if (!(await isSameFile(partialPath, path))) {
        throw objectExists(key);
      }
      // An answer lost on the way makes NFS clients ask again and be told of their own first success.
    } else if (NO_LINKS.has(code)) {
      await renameUnderLock(partialPath, path, key);
      return;
    } else {
      throw error;
    }
  }
  await fs.rm(partialPath, { force: true });
}

async function isSameFile(left: string, right: string): Promise<boolean> {
  const [leftStat, rightStat] = await Promise.all([
    fs.lstat(left, { bigint: true }),
    fs.lstat(right, { bigint: true }),
  ]);
  return leftStat.ino === rightStat.ino && leftStat.dev === rightStat.dev;
}

function renameUnderLock(
  partialPath: string,
  path: string,
  key: string,
): Promise<void> {
  return publishUnderLock({
    key,
    lock: lockFile(hiddenPath(path, 'lock')),
    isTaken: async () => (await madeAt(path)) !== undefined,
    publish: () => fs.rename(partialPath, path),
  });
}

function lockFile(path: string): PublicationLock {
  return {
    make: async () => {
      try {
        await (await fs.open(path, 'wx')).close();
        return true;
      } catch (error) {
        if (fileErrorCode(error) === 'EEXIST') {
          return false;
        }
        throw error;
      }
    },
    madeAt: () => madeAt(path),
    remove: () => fs.rm(path, { force: true }),
    staleAfterMilliseconds: STALE_LOCK_MILLISECONDS,
  };
}

async function madeAt(path: string): Promise<Date | undefined> {
  try {
    return (await fs.lstat(path)).mtime;
  } catch (error) {
    if (fileErrorCode(error) === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}
