import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import {
  BackupManifest,
  metadataPath,
  parseManifest,
  PublishedMetadata,
  PublishedSet,
  StorageTarget,
} from 'backstage-plugin-tdengine-backup-node';
import { BackupPlace } from './BackupPlace';

/** A set that is published. */
export interface FinishedSet {
  manifest: BackupManifest;
  published: PublishedSet;
}

/**
 * What an earlier attempt published before it could say so. Any other manifest is removed: one without its files, which a
 * worker that lost its lease may have put there at the last moment, and one that somebody else put there.
 *
 * @param metadataSha256 - of the manifest that an earlier attempt was about to publish, where one came so far
 */
export async function findPublished(
  place: BackupPlace,
  backupId: string,
  metadataSha256: string | undefined,
  options: { signal: AbortSignal },
): Promise<FinishedSet | undefined> {
  const { target, location } = place;
  const key = metadataPath(location.prefix, location.packaging);
  if (!(await target.stat(key, options))) {
    return undefined;
  }
  const bytes = await readAll(target, key, options);
  const isOwn =
    createHash('sha256').update(bytes).digest('hex') === metadataSha256;
  const manifest = isOwn ? tryParse(bytes, key) : undefined;
  const archive = manifest?.archive;
  if (
    metadataSha256 === undefined ||
    manifest?.backupId !== backupId ||
    !(await isWhole(place, manifest, options))
  ) {
    await target.delete(key, options);
    return undefined;
  }
  return {
    manifest,
    published: {
      ...location,
      metadataSha256,
      archive,
      size: bytes.byteLength + (archive?.size ?? manifest.totals.size),
    },
  };
}

function tryParse(bytes: Buffer, key: string): PublishedMetadata | undefined {
  try {
    return parseManifest(bytes, { from: key });
  } catch {
    return undefined;
  }
}

async function isWhole(
  { target, location }: BackupPlace,
  manifest: PublishedMetadata,
  options: { signal: AbortSignal },
): Promise<boolean> {
  const { archive } = manifest;
  if (location.packaging !== 'folder') {
    const stat =
      archive &&
      (await target.stat(archiveKey(location.prefix, archive.file), options));
    return stat !== undefined && stat.size === archive?.size;
  }
  const folder = `${location.prefix}/`;
  const sizes = new Map<string, number>();
  for await (const { key, size } of target.list(folder, options)) {
    sizes.set(key.slice(folder.length), size);
  }
  return manifest.files.every(file => sizes.get(file.path) === file.size);
}

/** The key of the archive of a set, which lies beside its manifest. */
export function archiveKey(prefix: string, file: string): string {
  return posix.join(posix.dirname(prefix), file);
}

async function readAll(
  target: StorageTarget,
  key: string,
  options: { signal: AbortSignal },
): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of await target.read(key, options)) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
