import { createHash } from 'node:crypto';
import { basename, dirname, join } from 'node:path';

const UNFINISHED = /^\.(.+)\.(?:[0-9a-f]{12}\.partial|lock)$/;

// With what is added around it, a name has to stay within the 255 bytes that file systems take.
const MAXIMUM_NAME_BYTES = 200;

/**
 * A hidden file beside a file, which no listing of a target that consists of files shows: `.<name>.<suffix>`.
 *
 * @public
 */
export function hiddenPath(path: string, suffix: string): string {
  const name = basename(path);
  const short =
    Buffer.byteLength(name) <= MAXIMUM_NAME_BYTES
      ? name
      : createHash('sha256').update(name).digest('hex');
  return join(dirname(path), `.${short}.${suffix}`);
}

/**
 * What a file is or will be called that a listing of such a target found: its own name, or that of the file which a hidden
 * one beside it will become or locks. Undefined where it begins with a dot and is neither: the file system's own.
 *
 * @public
 */
export function finishedName(fileName: string): string | undefined {
  return fileName.startsWith('.') ? UNFINISHED.exec(fileName)?.[1] : fileName;
}
