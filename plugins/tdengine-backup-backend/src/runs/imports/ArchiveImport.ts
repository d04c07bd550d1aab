import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { ConflictError, InputError } from '@backstage/errors';
import {
  ArchiveFileDescription,
  BackupSetLocation,
  describeArchiveFile,
  describeBackupSet,
  describeError,
  EncryptionKeys,
  openArchiveFile,
  publishArchiveFile,
  removeBackupSet,
  setPrefix,
  StorageFullError,
} from 'backstage-plugin-tdengine-backup-node';
import { Knex } from 'knex';
import { UploadsConfig } from '../../config/EngineConfig';
import { BackupStore } from '../../database/BackupStore';
import { TemporaryFolders } from '../../jobs/TemporaryFolders';
import { Caller, UploadedArchive } from '../../services/types';
import { madeCopy } from '../copies/madeCopy';
import { formatBytes } from '../formatBytes';
import { SourceRegistry } from '../SourceRegistry';
import { TargetRegistry } from '../TargetRegistry';
import { assertFree } from './assertFree';
import { CheckedArchive, checkArchive } from './checkArchive';
import { describeAdopted, publishedOf } from './describeAdopted';
import { assertUploadSize, receiveArchive } from './receiveArchive';
import { SetAdoption } from './SetAdoption';

export interface ArchiveImportOptions {
  knex: Knex;
  backups: BackupStore;
  adoption: SetAdoption;
  folders: TemporaryFolders;
  sources: SourceRegistry;
  targets: TargetRegistry;
  keys: EncryptionKeys;
  uploads: UploadsConfig;
  temporaryDirectory: string;
  parallelism: number;
}

/** Which archive is to go where. */
interface Placed {
  path: string;
  targets: readonly string[];
  caller: Caller;
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
   * backup is there, and a StorageFullError.
   *
   * @param options - `signal`: counts while the archive comes; what came whole is taken in also for who did not wait
   */
  async take(
    archive: UploadedArchive,
    options: {
      targets: readonly string[];
      caller: Caller;
      signal: AbortSignal;
    },
  ): Promise<string> {
    const { folders, uploads } = this.#options;
    const { targets, caller, signal } = options;
    if (archive.size !== undefined) {
      assertUploadSize(archive.size, uploads.maximumBytes);
      await this.#assertRoom(archive.size, targets);
    }
    const folder = await folders.forRequest();
    try {
      const path = join(folder.path, FILE_NAME);
      await receiveArchive(archive, { path, ...uploads, signal });
      const placed = { path, targets, caller };
      const checked = await this.#check(placed, folder.path);
      return await this.#publish(placed, checked);
    } finally {
      await folder.remove();
    }
  }

  /** For the file here, and for the copy on each target. */
  async #assertRoom(size: number, targets: readonly string[]): Promise<void> {
    const { temporaryDirectory } = this.#options;
    const { signal } = new AbortController();
    await assertFree(temporaryDirectory, size);
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
    { path }: Placed,
    temporaryDirectory: string,
  ): Promise<CheckedArchive & ArchiveFileDescription> {
    const { backups, sources, keys, parallelism } = this.#options;
    const { signal } = new AbortController();
    try {
      const description = await describeArchiveFile({ path, signal });
      const known = await backups.find(description.backupId);
      if (known && known.state !== 'deleted') {
        throw new ConflictError(
          `This is backup '${known.name}' (${known.id}), which is there already`,
        );
      }
      if (description.packaging === 'tar.gz') {
        await assertFree(temporaryDirectory, description.contentBytes);
      }
      const reader = await openArchiveFile({
        path,
        keys,
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

  async #publish(
    { path, targets, caller }: Placed,
    checked: CheckedArchive & ArchiveFileDescription,
  ): Promise<string> {
    const { knex, backups, adoption, sources } = this.#options;
    const { manifest, encrypted, packaging, report } = checked;
    const { signal } = new AbortController();
    const prefix = setPrefix({
      // Nothing is ever written over, whatever lies there.
      id: randomUUID(),
      name: encrypted ? 'encrypted' : manifest.name,
      time: manifest.backupTime,
    });
    const [first] = targets;
    try {
      for (const name of targets) {
        const target = this.#options.targets.get(name);
        await publishArchiveFile({ path, target, prefix, signal });
      }
      const description = await describeBackupSet({
        target: this.#options.targets.get(first),
        location: { prefix },
        signal,
      });
      const set = { target: first, prefix, description, manifest };
      const adopted = describeAdopted(set, {
        origin: 'uploaded',
        caller,
        ownerRef: caller.ownershipRefs[0],
        source: sources.find(manifest.source.type),
        verified: true,
      });
      const copies = targets.map(target =>
        madeCopy(target, publishedOf(set), { verified: true }),
      );
      await adoption.adopt(
        {
          ...adopted,
          backup: { ...adopted.backup, targets },
          outcome: { ...adopted.outcome, copies },
        },
        change =>
          knex.transaction(async tx => {
            const changed = await change(tx);
            for (const target of targets) {
              await backups.addVerification(
                manifest.backupId,
                { ...report, target },
                tx,
              );
            }
            return changed;
          }),
      );
      return manifest.backupId;
    } catch (error) {
      await this.#remove({ prefix, packaging }, targets);
      throw error;
    }
  }

  async #remove(
    location: BackupSetLocation,
    targets: readonly string[],
  ): Promise<void> {
    for (const name of targets) {
      const target = this.#options.targets.get(name);
      await removeBackupSet({
        target,
        location,
        signal: AbortSignal.timeout(30_000),
      }).catch(() => {});
    }
  }
}
