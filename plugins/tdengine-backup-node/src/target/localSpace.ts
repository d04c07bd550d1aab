import { promises as fs } from 'node:fs';
import { dirname } from 'node:path';
import { fileErrorCode } from './localFileErrors';

/**
 * Bytes of the file system that a folder is on, or will be.
 *
 * @remarks
 *
 * What the system keeps back for itself is neither free nor ours to fill, so it does not count as held.
 *
 * @public
 */
export async function localSpace(
  path: string,
): Promise<{ free: bigint; total: bigint }> {
  try {
    const { bavail, bfree, blocks, bsize } = await fs.statfs(path, {
      bigint: true,
    });
    return { free: bavail * bsize, total: (blocks - bfree + bavail) * bsize };
  } catch (error) {
    // Before the first write the folder need not be there; what counts is the file system it will be on.
    if (fileErrorCode(error) === 'ENOENT' && dirname(path) !== path) {
      return localSpace(dirname(path));
    }
    throw error;
  }
}
