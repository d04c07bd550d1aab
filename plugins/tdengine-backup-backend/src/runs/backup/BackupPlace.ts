import {
  BackupSetLocation,
  ManifestFile,
  removeBackupSet,
  stagingPrefix,
  StorageTarget,
  storedPathOf,
} from 'backstage-plugin-tdengine-backup-node';
import { StoredBackup } from '../../database/backupRows';

/**
 * Where the files of a backup go while it is made: at once to their place for a folder; for an archive to a staging
 * folder on the same target, which every replica reaches, so that another one can go on.
 */
export class BackupPlace {
  readonly target: StorageTarget;
  readonly location: BackupSetLocation;
  readonly packed: boolean;
  /** Where parts are written. */
  readonly partsPrefix: string;

  static create(options: {
    target: StorageTarget;
    backup: StoredBackup;
    jobId: string;
  }): BackupPlace {
    return new BackupPlace(options);
  }

  private constructor(options: Parameters<typeof BackupPlace.create>[0]) {
    const { target, backup, jobId } = options;
    this.target = target;
    this.packed = backup.packaging !== 'folder';
    this.location = { prefix: backup.setPrefix, packaging: backup.packaging };
    this.partsPrefix = this.packed ? stagingPrefix(jobId) : backup.setPrefix;
  }

  /**
   * Removes what earlier attempts wrote and did not record, and tells which recorded files are really there, by their paths.
   */
  async tidy(
    recorded: readonly ManifestFile[],
    options: { signal: AbortSignal },
  ): Promise<Set<string>> {
    const { signal } = options;
    const folder = `${this.partsPrefix}/`;
    const files = new Map(recorded.map(file => [storedPathOf(file), file]));
    const present = new Set<string>();
    const stray: string[] = [];
    for await (const { key, size } of this.target.list(folder, { signal })) {
      const file = files.get(key.slice(folder.length));
      if (file?.size === size) {
        present.add(file.path);
      } else {
        stray.push(key);
      }
    }
    for (const key of stray) {
      await this.target.delete(key, { signal });
    }
    await this.target.removeUnfinished?.(folder, {
      signal,
      before: new Date(),
    });
    return present;
  }

  /** Removes archives that earlier attempts packed and did not publish. Only for a set that is not published. */
  async removeUnpublished(options: { signal: AbortSignal }): Promise<void> {
    if (this.packed) {
      const { target, location } = this;
      await removeBackupSet({ target, location, signal: options.signal });
    }
  }

  /** Removes what was staged. */
  async removeStaged(options: { signal: AbortSignal }): Promise<void> {
    if (this.packed) {
      await this.#removeFolder(this.partsPrefix, options.signal);
    }
  }

  /** Removes everything: staged files, the set, and whatever attempts left beside it. The manifest goes first. */
  async removeAll(options: { signal: AbortSignal }): Promise<void> {
    const { target, location } = this;
    await removeBackupSet({ target, location, signal: options.signal });
    await this.removeStaged(options);
  }

  async #removeFolder(prefix: string, signal: AbortSignal): Promise<void> {
    for await (const { key } of this.target.list(`${prefix}/`, { signal })) {
      await this.target.delete(key, { signal });
    }
    await this.target.removeUnfinished?.(`${prefix}/`, {
      signal,
      before: new Date(),
    });
  }
}
