import { ConflictError } from '@backstage/errors';
import {
  BackupManifest,
  BackupSetLocation,
  BackupSetReader,
  describeError,
  EncryptionKeys,
  openBackupSet,
  openCiphertext,
  readStoredSet,
  UnpackedArchives,
} from 'backstage-plugin-tdengine-backup-node';
import { LoggerService } from '@backstage/backend-plugin-api';
import { StoredBackup, StoredCopy } from '../database/backupRows';
import { isRestorable } from '../database/restorableStates';
import { FailoverSetReader } from './copies/FailoverSetReader';
import { RecentlyUsed } from './RecentlyUsed';
import { TargetRegistry } from './TargetRegistry';

/** Manifests of sets with many files take megabytes; a page of contents needs one at a time. */
const MANIFESTS_KEPT = 8;
/** Several requests may wait for one reading, so it cannot end with one of them. */
const MANIFEST_TIMEOUT_MS = 120_000;

interface OpenOptions {
  temporaryDirectory: string;
  signal: AbortSignal;
}

/** Finds the stored sets of a backup. */
export class BackupSets {
  readonly #targets: TargetRegistry;
  readonly #unpacked: UnpackedArchives | undefined;
  readonly #logger: LoggerService;
  readonly #keys: EncryptionKeys | undefined;
  readonly #manifests = new RecentlyUsed<BackupManifest>(MANIFESTS_KEPT);

  static create(options: {
    targets: TargetRegistry;
    unpacked?: UnpackedArchives;
    logger: LoggerService;
    keys?: EncryptionKeys;
  }): BackupSets {
    return new BackupSets(options);
  }

  private constructor(options: Parameters<typeof BackupSets.create>[0]) {
    this.#targets = options.targets;
    this.#unpacked = options.unpacked;
    this.#logger = options.logger;
    this.#keys = options.keys;
  }

  /**
   * The copies that can be read, the nearest first: those that are good, and where there is none, those that were. Throws
   * a ConflictError for a backup that has no contents.
   */
  readable(backup: StoredBackup): StoredCopy[] {
    assertReadable(backup);
    const copies = this.#targets.inOrder(
      backup.copies.filter(({ checksum }) => checksum !== undefined),
    );
    const good = copies.filter(({ state }) => state === 'present');
    return good.length > 0 ? good : copies;
  }

  location(
    backup: StoredBackup,
    copy: Pick<StoredCopy, 'checksum'>,
  ): BackupSetLocation {
    return {
      prefix: backup.setPrefix,
      packaging: backup.packaging,
      metadataSha256: copy.checksum,
    };
  }

  /**
   * Opens one copy; the caller closes it. An archive that has to be unpacked is shared with others who read it, unless it
   * is to be `fresh`: then it comes from where it is stored, and nowhere else. Refuses a manifest that is not the recorded
   * one. Throws a NotFoundError where the target is no longer configured.
   */
  async openCopy(
    backup: StoredBackup,
    copy: StoredCopy,
    options: OpenOptions & { fresh?: boolean },
  ): Promise<BackupSetReader> {
    const { temporaryDirectory, signal, fresh = false } = options;
    return openBackupSet({
      target: this.#targets.ofCopy(copy),
      location: this.location(backup, copy),
      temporaryDirectory,
      ...(!fresh && { unpacked: this.#unpacked }),
      keys: this.#keys,
      signal,
    });
  }

  /**
   * Opens a set for reading out of the nearest copy, and out of the others where that fails; the caller closes it. Throws
   * a ConflictError for a backup that has no contents.
   *
   * @param options - `first`: the target of the copy to begin with
   */
  async open(
    backup: StoredBackup,
    options: OpenOptions & {
      first?: string;
      /** As it is stored, for which an encrypted set needs no key. */
      ciphertext?: boolean;
      onFailure?: (target: string, error: unknown) => void;
    },
  ): Promise<FailoverSetReader> {
    const { first, signal } = options;
    const rank = ({ target }: StoredCopy) => (target === first ? 0 : 1);
    const copies = this.readable(backup).sort((a, b) => rank(a) - rank(b));
    return FailoverSetReader.open({
      copies: copies.map(copy => ({
        target: copy.target,
        open: () =>
          options.ciphertext
            ? this.openCiphertext(backup, copy, options)
            : this.openCopy(backup, copy, options),
      })),
      onFailure:
        options.onFailure ??
        ((target, error) => this.#warn(backup, target, error)),
      signal,
    });
  }

  /** The stored `metadata.json`, out of the nearest copy that has it. */
  async readMetadata(
    backup: StoredBackup,
    options: { signal: AbortSignal },
  ): Promise<Buffer> {
    let cause: unknown;
    for (const copy of this.readable(backup)) {
      try {
        const { metadata } = await readStoredSet({
          target: this.#targets.ofCopy(copy),
          location: this.location(backup, copy),
          ...options,
        });
        return metadata.bytes;
      } catch (error) {
        options.signal.throwIfAborted();
        this.#warn(backup, copy.target, error);
        cause ??= error;
      }
    }
    throw cause;
  }

  /** Opens one copy of an encrypted set as it is stored, for which no key is needed; the caller closes it. */
  async openCiphertext(
    backup: StoredBackup,
    copy: StoredCopy,
    options: OpenOptions,
  ): Promise<BackupSetReader> {
    const { temporaryDirectory, signal } = options;
    return openCiphertext({
      target: this.#targets.ofCopy(copy),
      location: this.location(backup, copy),
      temporaryDirectory,
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

  #warn(backup: StoredBackup, target: string, error: unknown): void {
    this.#logger.warn(
      `The copy of backup '${
        backup.name
      }' on target '${target}' is not read any further: ${describeError(
        error,
      )}`,
    );
  }
}

/** Throws a ConflictError for a backup that has no contents. */
export function assertReadable(backup: StoredBackup): void {
  if (!isRestorable(backup) && backup.state !== 'corrupted') {
    throw new ConflictError(
      `Backup '${backup.name}' has no contents to read: it is ${backup.state}`,
    );
  }
}
