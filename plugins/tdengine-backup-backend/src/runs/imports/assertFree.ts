import {
  localSpace,
  StorageFullError,
} from 'backstage-plugin-tdengine-backup-node';
import { formatBytes } from '../formatBytes';

/** Throws a StorageFullError where the disk behind a folder has no room for so many bytes. */
export async function assertFree(
  directory: string,
  bytes: number,
  takes = 'The archive takes',
): Promise<void> {
  const { free } = await localSpace(directory);
  if (free < BigInt(bytes)) {
    throw new StorageFullError(
      `${takes} ${formatBytes(bytes)} while it is checked, and ${formatBytes(
        Number(free),
      )} are free at 'tdengineBackup.temporaryPath'`,
    );
  }
}
