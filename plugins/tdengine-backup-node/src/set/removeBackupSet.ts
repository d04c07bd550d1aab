import { ObjectStat, StorageTarget } from '../target';
import { BackupSetLocation } from './openBackupSet';
import { isArchivePath, metadataPath } from './setPaths';

/**
 * Deletes a published set, or what is left of one, with what failed attempts left beside it. The manifest goes first, so
 * that a set whose deletion breaks off is none any more. What lies under the same prefix packed otherwise is another set,
 * and stays. Can be repeated.
 *
 * @public
 */
export async function removeBackupSet(options: {
  target: StorageTarget;
  location: BackupSetLocation;
  signal: AbortSignal;
}): Promise<void> {
  const { target, location, signal } = options;
  const { prefix, packaging } = location;
  await target.delete(metadataPath(prefix, packaging), { signal });
  for await (const { key } of listSetObjects(target, location, signal)) {
    await target.delete(key, { signal });
  }
  await target.removeUnfinished?.(startOf(location), {
    signal,
    before: new Date(),
  });
}

/**
 * Everything of a set, published or not: its folder, or the files beside it. The prefix of another set can begin with
 * this one's, so what follows it has to be one of the endings of {@link archivePath} and {@link metadataPath}.
 *
 * @internal
 */
export async function* listSetObjects(
  target: StorageTarget,
  location: BackupSetLocation,
  signal: AbortSignal,
): AsyncGenerator<ObjectStat> {
  const { prefix, packaging } = location;
  for await (const object of target.list(startOf(location), { signal })) {
    const { key } = object;
    if (
      packaging === 'folder' ||
      key === metadataPath(prefix, packaging) ||
      isArchivePath(prefix, key)
    ) {
      yield object;
    }
  }
}

function startOf({ prefix, packaging }: BackupSetLocation): string {
  return packaging === 'folder' ? `${prefix}/` : `${prefix}.`;
}
