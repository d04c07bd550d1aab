import { ObjectStat, StorageTarget } from '../target';
import { BackupSetLocation } from './openBackupSet';
import { METADATA_FILE_NAME, metadataPath } from './setPaths';

/**
 * Deletes a published set, or what is left of one, with what failed attempts left beside it. The manifest goes first, so that a set whose deletion breaks off is
 * none any more. Can be repeated.
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
  for await (const { key } of listSetObjects(target, prefix, signal)) {
    await target.delete(key, { signal });
  }
  for (const start of [`${prefix}/`, `${prefix}.`]) {
    await target.removeUnfinished?.(start, { signal, before: new Date() });
  }
}

/**
 * Everything of a set, published or not: its folder and the files beside it. The prefix of another set can begin with
 * this one's, so what follows it has to be one of the endings of {@link archivePath} and {@link metadataPath}.
 *
 * @internal
 */
export async function* listSetObjects(
  target: StorageTarget,
  prefix: string,
  signal: AbortSignal,
): AsyncGenerator<ObjectStat> {
  for await (const object of target.list(prefix, { signal })) {
    const ending = object.key.slice(prefix.length);
    if (
      ending.startsWith('/') ||
      ending === `.${METADATA_FILE_NAME}` ||
      /^(\.a[a-z0-9_-]+)?\.(zip|tar\.gz)$/.test(ending)
    ) {
      yield object;
    }
  }
}
