import { posix } from 'node:path';
import {
  describeUnsafePath,
  finishedName,
  FoundFile,
  ListingBounds,
} from 'backstage-plugin-tdengine-backup-node';
import { assertNoLinks, readFolder } from './remoteFolders';
import { SftpConnections } from './SftpConnections';

/**
 * Plain files below a root whose key begins with the prefix. Links are left out, and so is what begins with a dot and is not
 * an upload. What vanishes while it looks is not an error.
 */
export async function* walkRemoteFolder(
  connections: SftpConnections,
  options: { root: string; prefix: string; signal: AbortSignal },
): AsyncGenerator<FoundFile> {
  const { root, prefix, signal } = options;
  const bounds = ListingBounds.create();
  const pending = [prefix.slice(0, prefix.lastIndexOf('/') + 1)];
  while (pending.length > 0) {
    const folderKey = pending.pop()!;
    const folder = posix.join(root, folderKey);
    const entries = await connections.run(
      `list '${folderKey}'`,
      signal,
      async connection => {
        await assertNoLinks(connection, { root, key: folderKey, signal });
        bounds.waiting(pending.length);
        const found = await readFolder(connection, folder, signal);
        bounds.count(found.length);
        return found;
      },
    );
    for (const { filename, attrs } of entries) {
      const name = finishedName(filename);
      const key = `${folderKey}${name}`;
      if (name === undefined || describeUnsafePath(key) !== undefined) {
        continue;
      }
      if (attrs.isDirectory()) {
        const inside = `${key}/`;
        if (inside.startsWith(prefix) || prefix.startsWith(inside)) {
          pending.push(inside);
        }
      } else if (attrs.isFile() && key.startsWith(prefix)) {
        yield {
          key,
          path: posix.join(folder, filename),
          unfinished: name !== filename,
          size: attrs.size,
          modifiedAt: new Date(attrs.mtime * 1000),
        };
      }
    }
  }
}
