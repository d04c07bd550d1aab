import { ConflictError } from '@backstage/errors';
import {
  BackupManifest,
  BackupSetLocation,
  BackupSetReader,
  openBackupSet,
  StorageTarget,
  UnpackedArchives,
} from 'backstage-plugin-tdengine-backup-node';
import { StoredBackup } from '../database/backupRows';
import { RecentlyUsed } from './RecentlyUsed';
import { TargetRegistry } from './TargetRegistry';

/** Manifests of sets with many files take megabytes; a page of contents needs one at a time. */
const MANIFESTS_KEPT = 8;
/** Several requests may wait for one reading, so it cannot end with one of them. */
const MANIFEST_TIMEOUT_MS = 120_000;

/** Finds the stored set of a backup. */
export class BackupSets {
  readonly #targets: TargetRegistry;
  readonly #unpacked: UnpackedArchives | undefined;
  readonly #manifests = new RecentlyUsed<BackupManifest>(MANIFESTS_KEPT);

  static create(options: {
    targets: TargetRegistry;
    unpacked?: UnpackedArchives;
  }): BackupSets {
    return new BackupSets(options.targets, options.unpacked);
  }

  private constructor(targets: TargetRegistry, unpacked?: UnpackedArchives) {
    this.#targets = targets;
    this.#unpacked = unpacked;
  }

  /** Throws a NotFoundError where the target is no longer configured. */
  target(backup: StoredBackup): StorageTarget {
    return this.#targets.get(backup.copies[0].target);
  }

  location(backup: StoredBackup): BackupSetLocation {
    return {
      prefix: backup.setPrefix,
      packaging: backup.packaging,
      metadataSha256: backup.checksum,
    };
  }

  /**
   * Opens the set for reading; the caller closes it. An archive that has to be unpacked is shared with others who read
   * it, unless it is to be `fresh`: then it comes from where it is stored, and nowhere else. Refuses a manifest that is not the recorded one. Throws a
   * ConflictError for a backup that has no contents.
   */
  async open(
    backup: StoredBackup,
    options: {
      temporaryDirectory: string;
      signal: AbortSignal;
      fresh?: boolean;
    },
  ): Promise<BackupSetReader> {
    assertReadable(backup);
    const { temporaryDirectory, signal, fresh = false } = options;
    return openBackupSet({
      target: this.target(backup),
      location: this.location(backup),
      temporaryDirectory,
      ...(!fresh && { unpacked: this.#unpacked }),
      signal,
    });
  }

  /** Removes copies of archives that are kept for who comes next. */
  async removeUnpacked(): Promise<void> {
    await this.#unpacked?.removeIdle();
  }

  /** The manifest, from memory where it was read lately. */
  async manifest(
    backup: StoredBackup,
    options: { temporaryDirectory: string },
  ): Promise<BackupManifest> {
    assertReadable(backup);
    const key = `${backup.id} ${backup.checksum}`;
    return this.#manifests.get(key, async () => {
      const reader = await this.open(backup, {
        ...options,
        signal: AbortSignal.timeout(MANIFEST_TIMEOUT_MS),
      });
      await reader.close();
      return reader.manifest;
    });
  }
}

/** Throws a ConflictError for a backup that has no contents. */
export function assertReadable(backup: StoredBackup): void {
  if (backup.state !== 'available' && backup.state !== 'corrupted') {
    throw new ConflictError(
      `Backup '${backup.name}' has no contents to read: it is ${backup.state}`,
    );
  }
}
