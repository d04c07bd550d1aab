import { promises as fs } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileErrorCode } from './localFileErrors';

/**
 * The path of a key below a root. Throws when a folder on the way is a symbolic link: whoever can plant one in the
 * target could otherwise have files outside of it read, written or deleted.
 *
 * @internal
 */
export async function resolveBelowRoot(
  root: string,
  key: string,
): Promise<string> {
  const segments = key.split('/');
  let folder = root;
  for (const segment of segments.slice(0, -1)) {
    folder = join(folder, segment);
    let stat;
    try {
      stat = await fs.lstat(folder);
    } catch (error) {
      const code = fileErrorCode(error);
      if (code === 'ENOENT' || code === 'ENOTDIR') {
        break;
      }
      throw error;
    }
    if (stat.isSymbolicLink()) {
      throw new Error(
        `'${folder}' is a symbolic link; links inside a target are not followed, put a folder or a mount there`,
      );
    }
  }
  return join(root, ...segments);
}

/**
 * Removes the folder if it is empty, and then those above it that are, but never the root.
 *
 * @internal
 */
export async function removeEmptyFolders(
  root: string,
  folder: string,
): Promise<void> {
  for (
    let current = folder;
    current.length > root.length && current.startsWith(root);
    current = dirname(current)
  ) {
    try {
      await fs.rmdir(current);
    } catch (error) {
      // Taken away by somebody else counts as removed; anything else means that it is in use.
      if (fileErrorCode(error) !== 'ENOENT') {
        return;
      }
    }
  }
}

/**
 * Removes the empty folders at and below a place, which a process that died before its first write left. Links are not
 * followed. An upload that is about to write into one of them makes it again.
 *
 * @param prefix - relative to the root; empty or ending with a slash
 *
 * @internal
 */
export async function removeEmptyFoldersBelow(
  root: string,
  prefix: string,
): Promise<void> {
  const folder = join(root, prefix);
  let entries;
  try {
    entries = await fs.readdir(folder, { withFileTypes: true });
  } catch (error) {
    const code = fileErrorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      return;
    }
    throw error;
  }
  for (const entry of entries) {
    if (entry.isDirectory()) {
      await removeEmptyFoldersBelow(root, join(prefix, entry.name));
    }
  }
  // Ends at once where something is left in it.
  await removeEmptyFolders(root, folder);
}
