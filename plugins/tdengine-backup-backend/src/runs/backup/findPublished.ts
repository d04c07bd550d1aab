import { posix } from 'node:path';
import {
  BackupManifest,
  BackupSetDescription,
  describeBackupSet,
  EncryptionKeyError,
  EncryptionKeys,
  metadataPath,
  openBackupSet,
  PublishedSet,
} from 'backstage-plugin-tdengine-backup-node';
import { BackupPlace } from './BackupPlace';

/** A set that is published. */
export interface FinishedSet {
  manifest: BackupManifest;
  published: PublishedSet;
}

/** What is needed to read what is published. */
export interface FindPublishedOptions {
  keys: EncryptionKeys;
  temporaryDirectory: string;
  signal: AbortSignal;
}

/**
 * What an earlier attempt published before it could say so. Any other manifest is removed: one without its files, which a
 * worker that lost its lease may have put there at the last moment, and one that somebody else put there. So is one
 * that only the holder of a private key can read: nobody here could say any more what is in it.
 *
 * @param metadataSha256 - of the manifest that an earlier attempt was about to publish, where one came so far
 */
export async function findPublished(
  place: BackupPlace,
  backupId: string,
  metadataSha256: string | undefined,
  options: FindPublishedOptions,
): Promise<FinishedSet | undefined> {
  const { target, location } = place;
  const { signal } = options;
  const key = metadataPath(location.prefix, location.packaging);
  if (!(await target.stat(key, { signal }))) {
    return undefined;
  }
  const found =
    metadataSha256 !== undefined &&
    (await findWhole(place, { ...location, metadataSha256 }, options));
  if (!found || found.description.backupId !== backupId) {
    await target.delete(key, { signal });
    return undefined;
  }
  const { manifest, description } = found;
  return {
    manifest,
    published: {
      ...location,
      metadataSha256: description.metadataSha256,
      archive: description.archive,
      size: description.size,
    },
  };
}

async function findWhole(
  place: BackupPlace,
  location: PublishedSet | BackupPlace['location'],
  options: FindPublishedOptions,
): Promise<
  { manifest: BackupManifest; description: BackupSetDescription } | undefined
> {
  const { target } = place;
  try {
    const description = await describeBackupSet({
      target,
      location,
      signal: options.signal,
    });
    if (!(await isWhole(place, description, options))) {
      return undefined;
    }
    const reader = await openBackupSet({ target, location, ...options });
    await reader.close();
    return { manifest: reader.manifest, description };
  } catch (error) {
    if (isUnreadable(error)) {
      return undefined;
    }
    throw error;
  }
}

const UNREADABLE = new Set([
  'DamagedBackupError',
  'NotFoundError',
  'UnsupportedBackupFormatError',
]);

/** A key that is missing may be there the next time. */
function isUnreadable(error: unknown): boolean {
  return error instanceof EncryptionKeyError
    ? error.problem === 'writeOnly'
    : error instanceof Error && UNREADABLE.has(error.name);
}

async function isWhole(
  { target, location }: BackupPlace,
  { archive, files }: BackupSetDescription,
  { signal }: { signal: AbortSignal },
): Promise<boolean> {
  if (location.packaging !== 'folder') {
    const stat =
      archive &&
      (await target.stat(archiveKey(location.prefix, archive.file), {
        signal,
      }));
    return stat !== undefined && stat.size === archive?.size;
  }
  const folder = `${location.prefix}/`;
  const sizes = new Map<string, number>();
  for await (const { key, size } of target.list(folder, { signal })) {
    sizes.set(key.slice(folder.length), size);
  }
  return files.every(file => sizes.get(file.path) === file.size);
}

/** The key of the archive of a set, which lies beside its manifest. */
export function archiveKey(prefix: string, file: string): string {
  return posix.join(posix.dirname(prefix), file);
}
