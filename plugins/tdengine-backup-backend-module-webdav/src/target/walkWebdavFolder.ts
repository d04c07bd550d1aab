import {
  describeUnsafePath,
  finishedName,
  FoundFile,
  ListingBounds,
} from 'backstage-plugin-tdengine-backup-node';
import { listFolder } from './remoteEntries';
import { WebdavClient } from './WebdavClient';

/**
 * Files whose key begins with the prefix. What begins with a dot and is none of ours is left out. Folder by folder: many
 * servers refuse to list a whole tree.
 */
export async function* walkWebdavFolder(
  prefix: string,
  signal: AbortSignal,
  run: <T>(
    action: string,
    work: (client: WebdavClient) => Promise<T>,
  ) => Promise<T>,
  bounds = ListingBounds.create(),
): AsyncGenerator<FoundFile> {
  const pending = [prefix.slice(0, prefix.lastIndexOf('/') + 1)];
  while (pending.length > 0) {
    signal.throwIfAborted();
    const folder = pending.pop()!;
    const entries = await run(`list '${folder}'`, async client => {
      bounds.waiting(pending.length);
      const found = await listFolder(client, folder.replace(/\/$/, ''), signal);
      bounds.count(found.length);
      return found;
    });
    for (const { key: path, entry } of entries) {
      const fileName = path.slice(folder.length);
      const name = finishedName(fileName);
      const key = `${folder}${name}`;
      const unfinished = name !== fileName;
      if (name === undefined || describeUnsafePath(key) !== undefined) {
        continue;
      }
      if (entry.isFolder && !unfinished) {
        const inside = `${key}/`;
        if (inside.startsWith(prefix) || prefix.startsWith(inside)) {
          pending.push(inside);
        }
      } else if (key.startsWith(prefix)) {
        const { size, modifiedAt } = entry;
        yield { key, path, unfinished, size, modifiedAt };
      }
    }
  }
}
