import { promises as fs } from 'node:fs';
import { fileErrorCode } from './localFileErrors';

// What file systems answer that have no such thing as a durable directory: FUSE, CIFS, some NFS servers.
const UNSUPPORTED = new Set([
  'EINVAL',
  'EISDIR',
  'EPERM',
  'EACCES',
  'ENOSYS',
  'ENOTSUP',
  'EOPNOTSUPP',
  'EBADF',
]);

/**
 * Makes the names in a directory durable: without it a rename can be lost in a power cut although the file is not.
 *
 * @internal
 */
export async function syncDirectory(path: string): Promise<void> {
  let handle;
  try {
    handle = await fs.open(path, 'r');
    await handle.sync();
  } catch (error) {
    if (!UNSUPPORTED.has(fileErrorCode(error) ?? '')) {
      throw error;
    }
  } finally {
    await handle?.close();
  }
}
