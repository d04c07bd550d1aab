import { createHash } from 'node:crypto';
import { basename, dirname, join } from 'node:path';

// With what is added around it, a name has to stay within the 255 bytes that file systems take.
const MAXIMUM_NAME_BYTES = 200;

/**
 * A hidden file beside a file, which no listing of a {@link LocalFolderTarget} shows: `.<name>.<suffix>`.
 *
 * @internal
 */
export function hiddenPath(path: string, suffix: string): string {
  const name = basename(path);
  const short =
    Buffer.byteLength(name) <= MAXIMUM_NAME_BYTES
      ? name
      : createHash('sha256').update(name).digest('hex');
  return join(dirname(path), `.${short}.${suffix}`);
}
