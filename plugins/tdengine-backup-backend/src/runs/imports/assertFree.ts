import { promises as fs } from 'node:fs';
import { StorageFullError } from 'backstage-plugin-tdengine-backup-node';
import { formatBytes } from '../formatBytes';

/** Throws a StorageFullError where the disk behind a folder has no room for so many bytes. */
export async function assertFree(
  directory: string,
  bytes: number,
  takes = 'The archive takes',
): Promise<void> {
  await fs.mkdir(directory, { recursive: true });
  const { bavail, bsize } = await fs.statfs(directory);
  if (bavail * bsize < bytes) {
    throw new StorageFullError(
      `${takes} ${formatBytes(bytes)} while it is checked, and ${formatBytes(
        bavail * bsize,
      )} are free at 'tdengineBackup.temporaryPath'`,
    );
  }
}
