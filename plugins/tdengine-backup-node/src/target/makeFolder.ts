import { promises as fs } from 'node:fs';
import { dirname } from 'node:path';
import { fileErrorCode } from './localFileErrors';
import { syncDirectory } from './syncDirectory';

/**
 * Makes a folder and those above it, durably. One that is there is left as it is.
 *
 * @remarks
 *
 * Each is made by itself, since Node's recursive way never ends below a folder that is there and takes none, such as `/proc`.
 *
 * @param options - `mode`: of the folders that are made, 0o750 where it is absent
 * @throws the error of the file system
 * @public
 */
export async function makeFolder(
  path: string,
  options: { mode?: number } = {},
): Promise<void> {
  const { mode = 0o750 } = options;
  if (await makeOne(path, mode)) {
    return;
  }
  await makeFolder(dirname(path), options);
  if (!(await makeOne(path, mode))) {
    throw Object.assign(
      new Error(`ENOENT: the folder above takes no folder, mkdir '${path}'`),
      { code: 'ENOENT' },
    );
  }
}

/** False where there is no folder above it. */
async function makeOne(path: string, mode: number): Promise<boolean> {
  try {
    await fs.mkdir(path, { mode });
  } catch (error) {
    if (fileErrorCode(error) === 'ENOENT' && dirname(path) !== path) {
      return false;
    }
    // What is answered of a folder that is there depends on the system, and on the rights in the one above.
    if (await isFolder(path)) {
      return true;
    }
    throw error;
  }
  await syncDirectory(dirname(path));
  return true;
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await fs.stat(path)).isDirectory();
  } catch {
    return false;
  }
}
