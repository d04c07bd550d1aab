import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import { ConflictError, InputError } from '@backstage/errors';
import { putObject, StorageTarget } from '../target';
import { ByteSource, openLocalFile } from './ByteSource';
import { serializeHeader } from './encryption/prepareSet';
import { DamagedBackupError } from './errors';
import { isHeader } from './findMetadata';
import { readArchiveMetadata } from './openArchiveFile';
import { ArchiveDescription } from './PublishedMetadata';
import { commit, PublishedSet } from './publishBackupSet';
import { serializeManifest } from './serializeManifest';
import { archivePath, metadataPath } from './setPaths';

/**
 * Which file {@link publishArchiveFile} publishes, and where.
 *
 * @public
 */
export interface PublishArchiveFileOptions {
  /** A zip or tar.gz file of this machine that was verified; nobody else may write to it. */
  path: string;
  target: StorageTarget;
  /** Where no set is. */
  prefix: string;
  onProgress?: (progress: { bytes: number; bytesDone: number }) => void;
  /** Called before the manifest is written, when the archive is there. */
  beforeCommit?: () => Promise<void>;
  signal: AbortSignal;
}

/**
 * Makes an archive that came from elsewhere a backup on a target: its bytes as they are, read back from there, and
 * `<prefix>.metadata.json` last, with what the one inside says. Needs no key of an encrypted one. What was written is removed
 * where it fails.
 *
 * @public
 */
export async function publishArchiveFile(
  options: PublishArchiveFileOptions,
): Promise<PublishedSet> {
  const { target, prefix, signal } = options;
  const { packaging, metadata } = await readArchiveMetadata(options);
  const isEncrypted = isHeader(metadata);
  if (isEncrypted && metadata.packaging !== packaging) {
    throw new InputError(
      `The encrypted backup '${metadata.backupId}' was published as ${metadata.packaging} and not as ${packaging}; upload it as it was published`,
    );
  }
  const key = archivePath(prefix, packaging);
  const commitKey = metadataPath(prefix, packaging);
  for (const taken of [commitKey, key]) {
    if (await target.stat(taken, { signal })) {
      throw new ConflictError(
        `There is something at '${taken}' on target '${target.name}' already`,
      );
    }
  }
  try {
    const archive = await store(options, key);
    const bytes = isEncrypted
      ? serializeHeader({ ...metadata, archive })
      : serializeManifest({ ...metadata, packaging }, archive).bytes;
    await options.beforeCommit?.();
    const metadataSha256 = await commit(target, commitKey, bytes, signal);
    return {
      prefix,
      packaging,
      metadataSha256,
      archive,
      size: bytes.byteLength + archive.size,
    };
  } catch (error) {
    // The signal may be what ended it. Whether the commit came through is not known, so that it goes first.
    const patience = { signal: AbortSignal.timeout(30_000) };
    await target
      .delete(commitKey, patience)
      .then(() => target.delete(key, patience))
      .catch(() => {});
    throw error;
  }
}

async function store(
  { path, target, onProgress, signal }: PublishArchiveFileOptions,
  key: string,
): Promise<ArchiveDescription> {
  const source = await openLocalFile(path, posix.basename(path));
  try {
    const sha256 = await upload(source, { target, key, onProgress, signal });
    const hash = createHash('sha256');
    for await (const chunk of await target.read(key, { signal })) {
      hash.update(chunk);
    }
    if (hash.digest('hex') !== sha256) {
      throw new DamagedBackupError(
        `'${key}' on target '${target.name}' is not what was written there`,
      );
    }
    return { file: posix.basename(key), size: source.size, sha256 };
  } finally {
    await source.close();
  }
}

async function upload(
  source: ByteSource,
  options: Pick<
    PublishArchiveFileOptions,
    'target' | 'onProgress' | 'signal'
  > & { key: string },
): Promise<string> {
  const { target, key, onProgress, signal } = options;
  const hash = createHash('sha256');
  const content = async function* content() {
    let bytesDone = 0;
    for await (const chunk of await source.read({ signal })) {
      hash.update(chunk);
      yield chunk;
      bytesDone += chunk.byteLength;
      onProgress?.({ bytes: source.size, bytesDone });
    }
  };
  await putObject(target, key, content(), {
    signal,
    ifAbsent: true,
    sizeHint: source.size,
  });
  return hash.digest('hex');
}
