import { join } from 'node:path';
import { ConflictError, InputError } from '@backstage/errors';
import {
  describeArchiveFile,
  describeError,
  EncryptionKeys,
  openArchiveFile,
  StorageFullError,
} from 'backstage-plugin-tdengine-backup-node';
import { UploadsConfig } from '../../config/EngineConfig';
import { BackupStore } from '../../database/BackupStore';
import { TemporaryFolders } from '../../jobs/TemporaryFolders';
import { Caller, UploadedArchive } from '../../services/types';
import { formatBytes } from '../formatBytes';
import { SourceRegistry } from '../SourceRegistry';
import { TargetRegistry } from '../TargetRegistry';
import {
  ArchivePublication,
  KnownArchive,
  PlacedArchive,
} from './ArchivePublication';
import { assertFree } from './assertFree';
import { checkArchive } from './checkArchive';
import { keysToTakeIn, PLAIN_REFUSED } from './plainRefused';
import { assertUploadSize, receiveArchive } from './receiveArchive';
import { toFullDisk } from './toFullDisk';
import { UploadSlots } from './UploadSlots';

export interface ArchiveImportOptions {
  backups: BackupStore;
  publication: ArchivePublication;
  folders: TemporaryFolders;
  sources: SourceRegistry;
  targets: TargetRegistry;
  keys: EncryptionKeys;
  acceptPlain: boolean;
  uploads: UploadsConfig;
  temporaryDirectory: string;
  parallelism: number;
  slots: UploadSlots;
}

/** What is wrong with an archive is told under the name of its file here; whoever sent it knows of no other one. */
const FILE_NAME = 'the uploaded file';

/** Errors that are the archive's fault. */
const FAULTS = new Set([
  'DamagedBackupError',
  'EncryptionKeyError',
  'UnsupportedBackupFormatError',
  'ServiceUnavailableError',
]);

/**
 * Takes in archives that somebody made elsewhere. Each is received into a file of this machine, opened as what a stranger sent,
 * and read whole before a byte of it reaches a target.
 */
export class ArchiveImport {
  readonly #options: ArchiveImportOptions;

  static create(options: ArchiveImportOptions): ArchiveImport {
    return new ArchiveImport(options);
  }

  private constructor(options: ArchiveImportOptions) {
    this.#options = options;
  }

  /**
   * Returns the id of the backup. Throws an InputError that says what is wrong with the archive, a ConflictError where its
   * backup is there, a StorageFullError, and a ServiceUnavailableError where enough others are being taken in.
   *
   * @param options - `signal`: ends it at any time, and nothing stays behind
   */
  async take(
    archive: UploadedArchive,
    options: {
      targets: readonly string[];
      caller: Caller;
      signal: AbortSignal;
    },
  ): Promise<string> {
    const { caller, signal: gone } = options;
    return this.#options.slots.use(caller.ref, gone, signal =>
      this.#take(archive, { ...options, signal }),
    );
  }

  async #take(
    archive: UploadedArchive,
    { targets, caller, signal }: Parameters<ArchiveImport['take']>[1],
  ): Promise<string> {
    const { folders, uploads, temporaryDirectory } = this.#options;
    if (archive.size !== undefined) {
      assertUploadSize(archive.size, uploads.maximumBytes);
      await assertFree(temporaryDirectory, archive.size);
      await this.#assertRoom(archive.size, targets, signal);
    }
    const folder = await folders.forRequest();
    try {
      const path = join(folder.path, FILE_NAME);
      await receiveArchive(archive, {
        path,
        ...uploads,
        assertRoom: async (received, next) => {
          await assertFree(
            temporaryDirectory,
            next,
            `After ${formatBytes(received)} the archive takes another`,
          );
          await this.#assertRoom(received + next, targets, signal);
        },
        signal,
      });
      const placed = { path, targets, caller, signal };
      const checked = await this.#check(placed, folder.path);
      return await this.#options.publication.publish(placed, checked);
    } catch (error) {
      throw toFullDisk(error);
    } finally {
      await folder.remove();
    }
  }

  /** For the copy on each target. */
  async #assertRoom(
    size: number,
    targets: readonly string[],
    signal: AbortSignal,
  ): Promise<void> {
    for (const name of targets) {
      const target = this.#options.targets.get(name);
      const free = await target.freeSpace?.({ signal });
      if (free !== undefined && free < BigInt(size)) {
        throw new StorageFullError(
          `Target '${name}' has ${formatBytes(
            Number(free),
          )} free where the archive has ${formatBytes(size)}`,
        );
      }
    }
  }

  async #check(
    { path, signal }: PlacedArchive,
    temporaryDirectory: string,
  ): Promise<KnownArchive> {
    const { backups, sources, parallelism } = this.#options;
    try {
      const description = await describeArchiveFile({ path, signal });
      const known = await backups.find(description.backupId);
      if (known && known.state !== 'deleted') {
        // Whoever sent it may not see that one, whose name can have changed: told is no more than what the archive says itself.
        throw new ConflictError(
          'The backup in this archive is in the catalogue already',
        );
      }
      if (!this.#options.acceptPlain && !description.encrypted) {
        throw new InputError(PLAIN_REFUSED);
      }
      if (description.packaging === 'tar.gz') {
        await assertFree(temporaryDirectory, description.contentBytes);
      }
      const reader = await openArchiveFile({
        path,
        keys: keysToTakeIn(this.#options),
        temporaryDirectory,
        signal,
      });
      try {
        const checked = await checkArchive(reader, {
          sources,
          parallelism,
          signal,
        });
        return { ...checked, ...description };
      } finally {
        await reader.close();
      }
    } catch (error) {
      throw error instanceof Error && FAULTS.has(error.name)
        ? new InputError(describeError(error))
        : error;
    }
  }
}
