import {
  StorageTarget,
  StorageFullError,
} from 'backstage-plugin-tdengine-backup-node';
import { formatBytes } from '../formatBytes';
import { neededSpace } from './neededSpace';

/** Makes sure that the target has room. */
export async function checkRoom(
  target: StorageTarget,
  options: {
    /** Bytes that are still to come, as far as it can be told. */
    estimatedBytes: number;
    packed: boolean;
    signal: AbortSignal;
  },
): Promise<void> {
  const { signal } = options;
  const free = await target.freeSpace?.({ signal });
  const needed = neededSpace(options.estimatedBytes, options);
  if (free !== undefined && free < BigInt(needed)) {
    throw new StorageFullError(
      `Target '${target.name}' (${target.location}) has ${formatBytes(
        Number(free),
      )} free where the backup may need ${formatBytes(needed)}${
        options.packed ? ', for the files and the archive packed from them' : ''
      }; make room, or choose less or another target`,
    );
  }
}
