import { ConflictError } from '@backstage/errors';
import { putObject, StorageTarget } from '../target';
import { BackupManifest } from './BackupManifest';
import { readBytes } from './byteStreams';
import { DecipheringSetReader } from './encryption/DecipheringSetReader';
import { prepareSet } from './encryption/prepareSet';
import { SetCipher } from './encryption/SetCipher';
import { DamagedBackupError } from './errors';
import { pinOf } from './findMetadata';
import { BackupSetReader } from './BackupSetReader';
import { BackupSetLocation, openStoredArchive } from './openBackupSet';
import { PackArchiveOptions, packPrepared } from './packArchive';
import { parseMetadata } from './parseManifest';
import { ArchiveDescription } from './PublishedMetadata';
import { archivePath, metadataPath } from './setPaths';
import { MAXIMUM_METADATA_BYTES } from './metadataLimits';

/**
 * What was published, for the catalogue.
 *
 * @public
 */
export interface PublishedSet extends BackupSetLocation {
  metadataSha256: string;
  archive?: ArchiveDescription;
  /** Bytes of everything the set takes on the target. */
  size: number;
}

/**
 * Opens what was stored and is not published yet. The caller closes the reader.
 *
 * @public
 */
export type OpenStoredSet = (options: {
  /** For archives that can only be read whole. */
  temporaryDirectory: string;
}) => Promise<BackupSetReader>;

/**
 * Makes the files under a prefix a backup: makes sure that they are all there in their right size, then writes
 * `metadata.json`, last and at once. Doing it again with the same manifest does no harm; a different one under the same
 * prefix is a ConflictError.
 *
 * @public
 */
export async function publishFolder(options: {
  target: StorageTarget;
  prefix: string;
  manifest: BackupManifest;
  /** Of the files, where they are enciphered. */
  cipher?: SetCipher;
  /**
   * Called with the SHA-256 that the result will have as `metadataSha256` right before `metadata.json` is written: who keeps it can tell later whether a set
   * that is found is its own.
   */
  announce?: (metadataSha256: string) => Promise<void>;
  signal: AbortSignal;
}): Promise<PublishedSet> {
  const { target, prefix, cipher, signal } = options;
  const set = await prepareSet(
    { ...options.manifest, packaging: 'folder' },
    cipher,
  );
  if (set.manifestFile) {
    const { path, bytes } = set.manifestFile;
    await putObject(target, `${prefix}/${path}`, [bytes], {
      signal,
      sizeHint: bytes.byteLength,
    });
  }
  await assertFilesPresent(target, prefix, set.stored, signal);
  const bytes = set.metadata();
  const metadataSha256 = await commit(
    target,
    metadataPath(prefix, 'folder'),
    bytes,
    signal,
    options.announce,
  ).catch(async error => {
    if (set.manifestFile && error.name === 'ConflictError') {
      // It belongs to no set. After other failures it may, since nobody knows whether the commit came through.
      await target.delete(`${prefix}/${set.manifestFile.path}`, { signal });
    }
    throw error;
  });
  return {
    prefix,
    packaging: 'folder',
    metadataSha256,
    size: set.stored.files.reduce(
      (sum, file) => sum + file.size,
      bytes.byteLength,
    ),
  };
}

/**
 * Packs staged files into `<prefix>.zip` or `<prefix>.tar.gz`, then writes `<prefix>.metadata.json`, last and at once.
 *
 * @remarks
 *
 * An archive that a dead or a late attempt left or leaves behind is never written over and never counts, since the
 * manifest names the right one and its digest; {@link removeBackupSet} takes it with the backup.
 *
 * @public
 */
export async function publishArchive(
  options: Omit<PackArchiveOptions, 'key'> & {
    prefix: string;
    /** Unique per attempt, see {@link RunContext}. */
    attempt: string;
    /**
     * Called when the archive is stored and nothing is published yet, with a way to read it back. What it throws is
     * thrown, and the archive is no backup then.
     */
    beforeCommit?: (open: OpenStoredSet) => Promise<void>;
    /** As for {@link publishFolder}. */
    announce?: (metadataSha256: string) => Promise<void>;
  },
): Promise<PublishedSet> {
  const { target, prefix, packaging, attempt, cipher, signal } = options;
  const manifest: BackupManifest = { ...options.manifest, packaging };
  const plainKey = archivePath(prefix, packaging);
  const key = (await target.stat(plainKey, { signal }))
    ? archivePath(prefix, packaging, attempt)
    : plainKey;
  // Within one attempt nobody else writes: what is there is of a publication that failed half-way.
  if (key !== plainKey) {
    await target.delete(key, { signal });
  }
  const set = await prepareSet(manifest, cipher);
  const archive = await packPrepared({ ...options, manifest, key }, set);
  await options.beforeCommit?.(async ({ temporaryDirectory }) => {
    const stored = await openStoredArchive(
      { target, temporaryDirectory, signal },
      set.stored,
      archive,
      key,
    );
    return cipher
      ? DecipheringSetReader.create({ stored, manifest, cipher })
      : stored;
  });
  const bytes = set.metadata(archive);
  const metadataSha256 = await commit(
    target,
    metadataPath(prefix, packaging),
    bytes,
    signal,
    options.announce,
  );
  return {
    prefix,
    packaging,
    metadataSha256,
    archive,
    size: bytes.byteLength + archive.size,
  };
}

async function assertFilesPresent(
  target: StorageTarget,
  prefix: string,
  manifest: BackupManifest,
  signal: AbortSignal,
): Promise<void> {
  const folder = `${prefix}/`;
  const sizes = new Map<string, number>();
  for await (const { key, size } of target.list(folder, { signal })) {
    sizes.set(key.slice(folder.length), size);
  }
  for (const { path, size } of manifest.files) {
    const found = sizes.get(path);
    if (found !== size) {
      throw new DamagedBackupError(
        found === undefined
          ? `'${prefix}/${path}' is missing on target '${target.name}'`
          : `'${prefix}/${path}' has ${found} bytes on target '${target.name}' where ${size} were written`,
      );
    }
  }
}

/**
 * The commit point. Returns what pins the set.
 *
 * @internal
 */
export async function commit(
  target: StorageTarget,
  key: string,
  bytes: Buffer,
  signal: AbortSignal,
  announce?: (metadataSha256: string) => Promise<void>,
): Promise<string> {
  // What cannot be read back must not become the commit point.
  const sha256 = pinOf(bytes, await parseMetadata(bytes, { from: key }));
  await announce?.(sha256);
  await putObject(target, key, [bytes], {
    signal,
    ifAbsent: true,
    sizeHint: bytes.byteLength,
  }).catch(error => assertSameCommit(error, target, key, bytes, signal));
  return sha256;
}

/** A publication repeated after a crash finds its own manifest; any other conflict is one. */
async function assertSameCommit(
  error: unknown,
  target: StorageTarget,
  key: string,
  bytes: Buffer,
  signal: AbortSignal,
): Promise<void> {
  if (!(error instanceof Error) || error.name !== 'ConflictError') {
    throw error;
  }
  const stored = await readBytes(await target.read(key, { signal }), {
    name: key,
    maximumBytes: MAXIMUM_METADATA_BYTES,
  });
  if (!stored.equals(bytes)) {
    throw new ConflictError(
      `There is another backup at '${key}' on target '${target.name}' already`,
      error,
    );
  }
}
