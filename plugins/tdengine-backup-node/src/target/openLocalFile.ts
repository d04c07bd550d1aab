import { constants, promises as fs } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { fileErrorCode } from './localFileErrors';

/**
 * Opening a pipe waits for somebody to write into it, in one of the few threads that all file operations share; without
 * waiting it opens at once and is seen to be no file.
 */
const READ_FLAGS =
  constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** What opening says where there is nothing, a link, or a socket or device without anything behind it. */
const NO_FILE_CODES: readonly string[] = [
  'ENOENT',
  'ENOTDIR',
  'ELOOP',
  'ENXIO',
  'ENODEV',
];

/**
 * Opens a plain file for reading; undefined where there is none.
 *
 * @internal
 */
export async function openLocalFile(
  path: string,
): Promise<FileHandle | undefined> {
  let handle;
  try {
    handle = await fs.open(path, READ_FLAGS);
  } catch (error) {
    if (NO_FILE_CODES.includes(fileErrorCode(error) ?? '')) {
      return undefined;
    }
    throw error;
  }
  try {
    if ((await handle.stat()).isFile()) {
      return handle;
    }
  } catch (error) {
    await handle.close();
    throw error;
  }
  await handle.close();
  return undefined;
}
