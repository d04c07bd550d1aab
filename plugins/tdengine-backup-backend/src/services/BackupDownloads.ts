import { Readable } from 'node:stream';
import { NotFoundError } from '@backstage/errors';
import {
  BackupSetReader,
  METADATA_FILE_NAME,
  ExpectedContent,
  metadataPath,
  verifiedContent,
  VerifyingSetReader,
} from 'backstage-plugin-tdengine-backup-node';
import { StoredBackup } from '../database/backupRows';
import { TemporaryFolder, TemporaryFolders } from '../jobs/TemporaryFolders';
import { assertReadable, BackupSets } from '../runs/BackupSets';
import { SourceRegistry } from '../runs/SourceRegistry';
import { streamZip, ZipEntry } from './streamZip';
import { Download } from './types';

const CONTENT_TYPES = {
  zip: 'application/zip',
  'tar.gz': 'application/gzip',
} as const;

/** Hands out backups as files. What turns out not to be what was written breaks off, and is never handed out whole. */
export class BackupDownloads {
  readonly #sets: BackupSets;
  readonly #sources: SourceRegistry;
  readonly #folders: TemporaryFolders;

  static create(options: {
    sets: BackupSets;
    sources: SourceRegistry;
    folders: TemporaryFolders;
  }): BackupDownloads {
    return new BackupDownloads(options);
  }

  private constructor(options: Parameters<typeof BackupDownloads.create>[0]) {
    this.#sets = options.sets;
    this.#sources = options.sources;
    this.#folders = options.folders;
  }

  /** Throws a ConflictError for a backup that has no contents, and a NotFoundError where its files are missing. */
  async open(
    backup: StoredBackup,
    options: { as: 'stored' | 'csv'; signal: AbortSignal },
  ): Promise<Download> {
    assertReadable(backup);
    if (options.as === 'csv') {
      return this.#csv(backup, options.signal);
    }
    return backup.packaging === 'folder'
      ? this.#folder(backup, options.signal)
      : this.#archive(backup, backup.packaging, options.signal);
  }

  /** The file as it lies on the target; any range of it. */
  async #archive(
    backup: StoredBackup,
    packaging: 'zip' | 'tar.gz',
    signal: AbortSignal,
  ): Promise<Download> {
    const target = this.#sets.target(backup);
    const [copy] = backup.copies;
    const stat = await target.stat(copy.location, { signal });
    if (!stat) {
      throw new NotFoundError(
        `The file of backup '${backup.name}' is missing on target '${target.name}': ${copy.location}`,
      );
    }
    return {
      fileName: `${backup.name}.${packaging}`,
      contentType: CONTENT_TYPES[packaging],
      size: stat.size,
      sha256: copy.sha256,
      open: async range => {
        const content = await target.read(copy.location, { signal, range });
        return range === undefined && copy.sha256 !== undefined
          ? toReadable(content, {
              name: copy.location,
              size: stat.size,
              sha256: copy.sha256,
            })
          : content;
      },
    };
  }

  /** The tree as one zip file, made on the way. */
  async #folder(backup: StoredBackup, signal: AbortSignal): Promise<Download> {
    return {
      fileName: `${backup.name}.zip`,
      contentType: CONTENT_TYPES.zip,
      open: () =>
        this.#zip(backup, signal, {
          compress: false,
          entries: set => this.#filesOf(backup, set, signal),
        }),
    };
  }

  async #csv(backup: StoredBackup, signal: AbortSignal): Promise<Download> {
    const source = this.#sources.ofType(backup.sourceType);
    return {
      fileName: `${backup.name}.csv.zip`,
      contentType: CONTENT_TYPES.zip,
      open: () =>
        this.#zip(backup, signal, {
          compress: true,
          entries: set => source.exportCsv(set, { signal }),
        }),
    };
  }

  async *#filesOf(
    backup: StoredBackup,
    set: BackupSetReader,
    signal: AbortSignal,
  ): AsyncGenerator<ZipEntry> {
    const target = this.#sets.target(backup);
    const key = metadataPath(backup.setPrefix, 'folder');
    const metadata = await target.read(key, { signal });
    yield {
      path: METADATA_FILE_NAME,
      content:
        backup.checksum === undefined
          ? metadata
          : verifiedContent(metadata, { name: key, sha256: backup.checksum }),
    };
    for (const { path } of set.manifest.files) {
      yield { path, content: await set.read(path, { signal }) };
    }
  }

  async #zip(
    backup: StoredBackup,
    signal: AbortSignal,
    options: {
      compress: boolean;
      entries: (set: BackupSetReader) => AsyncIterable<ZipEntry>;
    },
  ): Promise<Readable> {
    const folder = await this.#folders.forRequest();
    const set = await this.#openSet(backup, folder, signal);
    return streamZip(options.entries(set), {
      compress: options.compress,
      signal,
      onEnd: async () => {
        await set.close();
        await folder.remove();
      },
    });
  }

  async #openSet(
    backup: StoredBackup,
    folder: TemporaryFolder,
    signal: AbortSignal,
  ): Promise<BackupSetReader> {
    try {
      const set = await this.#sets.open(backup, {
        temporaryDirectory: folder.path,
        signal,
      });
      return VerifyingSetReader.create(set);
    } catch (error) {
      await folder.remove();
      throw error;
    }
  }
}

function toReadable(content: Readable, expected: ExpectedContent): Readable {
  return Readable.from(verifiedContent(content, expected), {
    objectMode: false,
  });
}
