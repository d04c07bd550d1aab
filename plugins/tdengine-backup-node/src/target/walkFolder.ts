import { promises as fs, Dirent } from 'node:fs';
import { join } from 'node:path';
import { FoundFile } from './finishedObjects';
import { finishedName } from './hiddenPath';
import { fileErrorCode } from './localFileErrors';
import { describeUnsafePath } from './objectKey';

/**
 * Plain files below a root whose key begins with the prefix. Links are left out, and so is what begins with a dot and is
 * not an upload: the file system's own; and what no key can name, since nobody could ask for it. What vanishes while it
 * looks is not an error.
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
      const name = finishedName(entry.name);
      const key = `${folderKey}${name}`;
      if (name === undefined || describeUnsafePath(key) !== undefined) {
        continue;
      }
      if (entry.isDirectory()) {
        const inside = `${key}/`;
        if (inside.startsWith(prefix) || prefix.startsWith(inside)) {
          pending.push(inside);
        }
      } else if (entry.isFile() && key.startsWith(prefix)) {
        const path = join(root, folderKey, entry.name);
        const stat = await statOrGone(path);
        if (stat) {
          yield {
            key,
            path,
            unfinished: name !== entry.name,
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
