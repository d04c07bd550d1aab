import { ObjectStat } from './StorageTarget';

/**
 * A file found on a target that consists of files.
 *
 * @public
 */
export interface FoundFile extends ObjectStat {
  /** Where it lies: under a hidden name where it is unfinished. */
  path: string;
  /** An upload on its way to the key, a lock, or what a dead process left of them. */
  unfinished: boolean;
}

/**
 * What of these files a listing shows.
 *
 * @public
 */
export async function* finishedObjects(
  files: AsyncIterable<FoundFile>,
): AsyncIterable<ObjectStat> {
  for await (const { unfinished, key, size, modifiedAt } of files) {
    if (!unfinished) {
      yield { key, size, modifiedAt };
    }
  }
}

/**
 * Removes those of the files that are unfinished and were begun before the instant. Returns how many there were.
 *
 * @public
 */
export async function removeUnfinishedFiles(
  files: AsyncIterable<FoundFile>,
  before: Date,
  remove: (file: FoundFile) => Promise<void>,
): Promise<number> {
  let removed = 0;
  for await (const file of files) {
    if (file.unfinished && file.modifiedAt < before) {
      await remove(file);
      removed++;
    }
  }
  return removed;
}
