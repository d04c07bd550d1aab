import { randomUUID } from 'node:crypto';
import {
  ArchiveFileDescription,
  describeBackupSet,
  publishArchiveFile,
  removeBackupSet,
  setPrefix,
} from 'backstage-plugin-tdengine-backup-node';
import { Knex } from 'knex';
import { BackupStore } from '../../database/BackupStore';
import { StoredUpload, UploadStore } from '../../database/UploadStore';
import { Caller } from '../../services/types';
import { madeCopy } from '../copies/madeCopy';
import { faultPoint } from '../faultPoints';
import { SourceRegistry } from '../SourceRegistry';
import { TargetRegistry } from '../TargetRegistry';
import { CheckedArchive } from './checkArchive';
import { describeAdopted, publishedOf } from './describeAdopted';
import { SetAdoption } from './SetAdoption';

export interface ArchivePublicationOptions {
  knex: Knex;
  backups: BackupStore;
  uploads: UploadStore;
  adoption: SetAdoption;
  sources: SourceRegistry;
  targets: TargetRegistry;
  /** How long an upload counts as alive that says nothing. */
  leaseMs: number;
}

/** Which archive is to go where. */
export interface PlacedArchive {
  path: string;
  targets: readonly string[];
  caller: Caller;
  /** Ends it, and nothing stays behind. */
  signal: AbortSignal;
}

/** An archive that was read whole, and what it says of itself. */
export type KnownArchive = CheckedArchive & ArchiveFileDescription;

/**
 * Writes an archive to its targets and into the catalogue. What it writes is on record before, so that it is removed also where
 * this process dies.
 */
export class ArchivePublication {
  readonly #options: ArchivePublicationOptions;

  static create(options: ArchivePublicationOptions): ArchivePublication {
    return new ArchivePublication(options);
  }

  private constructor(options: ArchivePublicationOptions) {
    this.#options = options;
  }

  /** Returns the id of the backup. Nothing stays behind where it fails. */
  async publish(placed: PlacedArchive, archive: KnownArchive): Promise<string> {
    const { uploads, leaseMs } = this.#options;
    const { manifest, encrypted, packaging } = archive;
    const id = randomUUID();
    const upload: StoredUpload = {
      id,
      packaging,
      targets: placed.targets,
      setPrefix: setPrefix({
        // Nothing is ever written over, whatever lies there.
        id,
        name: encrypted ? 'encrypted' : manifest.name,
        time: manifest.backupTime,
      }),
    };
    await uploads.begin(upload, leaseMs);
    const heartbeat = setInterval(() => {
      uploads.renew(id, leaseMs).catch(() => {});
    }, leaseMs / 3);
    try {
      await this.#write(placed, upload);
      faultPoint('upload.before-record');
      await this.#record(placed, upload, archive);
      return manifest.backupId;
    } catch (error) {
      await this.#remove(upload);
      throw error;
    } finally {
      clearInterval(heartbeat);
    }
  }

  async #write(
    { path, signal }: PlacedArchive,
    upload: StoredUpload,
  ): Promise<void> {
    for (const name of upload.targets) {
      await publishArchiveFile({
        path,
        target: this.#options.targets.get(name),
        prefix: upload.setPrefix,
        beforeCommit: async () => faultPoint('upload.before-publish'),
        signal,
      });
    }
  }

  async #record(
    { caller, signal }: PlacedArchive,
    { id, setPrefix: prefix, packaging, targets }: StoredUpload,
    { manifest, report }: KnownArchive,
  ): Promise<void> {
    const { knex, backups, uploads, adoption, sources } = this.#options;
    const [first] = targets;
    const description = await describeBackupSet({
      target: this.#options.targets.get(first),
      location: { prefix, packaging },
      signal,
    });
    signal.throwIfAborted();
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
          await uploads.end(id, tx);
          return changed;
        }),
    );
  }

  /** What a target does not give up now is removed by the housekeeping. */
  async #remove(upload: StoredUpload): Promise<void> {
    const { targets, uploads } = this.#options;
    try {
      for (const name of upload.targets) {
        await removeBackupSet({
          target: targets.get(name),
          location: { prefix: upload.setPrefix, packaging: upload.packaging },
          signal: AbortSignal.timeout(30_000),
        });
      }
      await uploads.end(upload.id);
    } catch {
      // Whoever waits is told why it was to be removed.
    }
  }
}
