import { StorageTarget } from '../target';
import { BackupManifest } from './BackupManifest';
import { BackupSetLocation, openBackupSet } from './openBackupSet';
import { METADATA_FILE_NAME, metadataPath } from './setPaths';

/**
 * Deletes a published set, or what is left of one. The manifest goes first, so that a set whose deletion breaks off is
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
  for await (const key of filesOf(target, prefix, signal)) {
    await target.delete(key, { signal });
  }
  for (const start of [`${prefix}/`, `${prefix}.`]) {
    await target.removeUnfinished?.(start, { signal, before: new Date() });
  }
}

/**
 * Deletes what lies at the place of a published set without belonging to it: files of attempts that failed. Returns
 * their keys. Throws the errors of {@link openBackupSet} where the set itself is not in order, and then deletes nothing.
 *
 * @public
 */
export async function removeStrayFiles(options: {
  target: StorageTarget;
  location: BackupSetLocation;
  temporaryDirectory: string;
  signal: AbortSignal;
}): Promise<string[]> {
  const { target, location, signal } = options;
  const reader = await openBackupSet(options);
  const archive = reader.archive?.file;
  await reader.close();
  const kept = keptKeys(location, reader.manifest, archive);
  const removed: string[] = [];
  for await (const key of filesOf(target, location.prefix, signal)) {
    if (!kept.has(key)) {
      await target.delete(key, { signal });
      removed.push(key);
    }
  }
  return removed;
}

function keptKeys(
  location: BackupSetLocation,
  manifest: BackupManifest,
  archive: string | undefined,
): Set<string> {
  const { prefix, packaging } = location;
  const kept = new Set([metadataPath(prefix, packaging)]);
  if (archive !== undefined) {
    kept.add(`${prefix.slice(0, prefix.lastIndexOf('/') + 1)}${archive}`);
  } else {
    for (const { path } of manifest.files) {
      kept.add(`${prefix}/${path}`);
    }
  }
  return kept;
}

/**
 * Everything of a set, published or not: its folder and the files beside it. The prefix of another set can begin with
 * this one's, so what follows it has to be one of the endings of {@link archivePath} and {@link metadataPath}.
 */
async function* filesOf(
  target: StorageTarget,
  prefix: string,
  signal: AbortSignal,
): AsyncGenerator<string> {
  for await (const { key } of target.list(prefix, { signal })) {
    const ending = key.slice(prefix.length);
    if (
      ending.startsWith('/') ||
      ending === `.${METADATA_FILE_NAME}` ||
      /^(\.a[a-z0-9_-]+)?\.(zip|tar\.gz)$/.test(ending)
    ) {
      yield key;
    }
  }
}
