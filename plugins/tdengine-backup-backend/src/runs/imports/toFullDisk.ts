import { isError } from '@backstage/errors';
import { StorageFullError } from 'backstage-plugin-tdengine-backup-node';

/** A StorageFullError where the disk of this machine has no more room for an archive; any other error as it is. */
export function toFullDisk(error: unknown): unknown {
  return isError(error) && (error.code === 'ENOSPC' || error.code === 'EDQUOT')
    ? new StorageFullError(
        "No room is left for the archive at 'tdengineBackup.temporaryPath'",
      )
    : error;
}
