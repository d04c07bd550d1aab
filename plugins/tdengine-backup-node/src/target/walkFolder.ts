import { promises as fs, Dirent } from 'node:fs';
import { join } from 'node:path';
import { ObjectStat } from './StorageTarget';
import { fileErrorCode } from './localFileErrors';

/**
 * A file found by {@link walkFolder}.
 *
 * @internal
 */
export interface FoundFile extends ObjectStat {
  path: string;
  /** Begins with a dot: an upload on its way, or the file system's own. */
  hidden: boolean;
}

/**
 * Plain files below a root whose key begins with the prefix. Links and hidden folders are left out; what vanishes while
 * it looks is not an error.
 *
 * @internal
 */
export async function* walkFolder(
  root: string,
  prefix: string,
  signal: AbortSignal,
): AsyncGenerator<FoundFile> {
  const start = prefix.slice(0, prefix.lastIndexOf('/') + 1);
  const pending = [start];
  while (pending.length > 0) {
    signal.throwIfAborted();
    const folderKey = pending.pop()!;
    for (const entry of await readFolder(join(root, folderKey))) {
      const key = `${folderKey}${entry.name}`;
      const hidden = entry.name.startsWith('.');
      if (entry.isDirectory()) {
        const inside = `${key}/`;
        if (
          !hidden &&
          (inside.startsWith(prefix) || prefix.startsWith(inside))
        ) {
          pending.push(inside);
        }
      } else if (
        entry.isFile() &&
        (hidden ? folderKey.startsWith(prefix) : key.startsWith(prefix))
      ) {
        const path = join(root, key);
        const stat = await statOrGone(path);
        if (stat) {
          yield {
            key,
            path,
            hidden,
            size: stat.size,
            modifiedAt: stat.mtime,
          };
        }
      }
    }
  }
}

async function readFolder(path: string): Promise<Dirent[]> {
  try {
    return await fs.readdir(path, { withFileTypes: true });
  } catch (error) {
    const code = fileErrorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      return [];
    }
    throw error;
  }
}

async function statOrGone(path: string) {
  try {
    return await fs.lstat(path);
  } catch (error) {
    if (fileErrorCode(error) === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}
