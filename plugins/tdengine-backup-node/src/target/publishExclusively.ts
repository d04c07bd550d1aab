import { promises as fs } from 'node:fs';
import { hiddenPath } from './hiddenPath';
import { fileErrorCode } from './localFileErrors';
import { objectBusy, objectExists } from './objectErrors';

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

async function renameUnderLock(
  partialPath: string,
  path: string,
  key: string,
): Promise<void> {
  const lockPath = hiddenPath(path, 'lock');
  await takeLock(lockPath, key);
  try {
    if (await exists(path)) {
      throw objectExists(key);
    }
    await fs.rename(partialPath, path);
  } finally {
    await fs.rm(lockPath, { force: true });
  }
}

async function takeLock(lockPath: string, key: string): Promise<void> {
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      const handle = await fs.open(lockPath, 'wx');
      await handle.close();
      return;
    } catch (error) {
      if (fileErrorCode(error) !== 'EEXIST') {
        throw error;
      }
      const lock = await fs.lstat(lockPath).catch(() => undefined);
      if (lock && Date.now() - lock.mtimeMs < STALE_LOCK_MILLISECONDS) {
        throw objectBusy(key);
      }
      await fs.rm(lockPath, { force: true });
    }
  }
  throw objectBusy(key);
}

async function exists(path: string): Promise<boolean> {
  try {
    await fs.lstat(path);
    return true;
  } catch (error) {
    if (fileErrorCode(error) === 'ENOENT') {
      return false;
    }
    throw error;
  }
}
