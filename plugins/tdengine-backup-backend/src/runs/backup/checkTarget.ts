import {
  StorageTarget,
  StorageFullError,
} from 'backstage-plugin-tdengine-backup-node';
import { formatBytes } from '../formatBytes';

/** Estimates err; a disk must not be filled to its last byte. */
const RESERVE = 1.2;

/**
 * Makes sure that the target can be written and has room. An archive is packed from staged files, so both have to fit.
 */
export async function checkTarget(
  target: StorageTarget,
  options: {
    /** Bytes that are still to come, as far as it can be told. */
    estimatedBytes: number;
    packed: boolean;
    signal: AbortSignal;
  },
): Promise<void> {
  const { signal } = options;
  await target.probe({ signal });
  const free = await target.freeSpace?.({ signal });
  const needed = Math.ceil(
    options.estimatedBytes * RESERVE * (options.packed ? 2 : 1),
  );
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
