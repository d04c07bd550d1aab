import { Readable } from 'node:stream';
import { LoggerService } from '@backstage/backend-plugin-api';
import {
  BackupSetReader,
  METADATA_FILE_NAME,
  ExpectedContent,
  verifiedContent,
} from 'backstage-plugin-tdengine-backup-node';
import { StoredBackup } from '../database/backupRows';
import { TemporaryFolder, TemporaryFolders } from '../jobs/TemporaryFolders';
import { assertReadable, BackupSets } from '../runs/BackupSets';
import { StoredArchive } from '../runs/copies/StoredArchive';
import { SourceRegistry } from '../runs/SourceRegistry';
import { TargetRegistry } from '../runs/TargetRegistry';
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
  readonly #targets: TargetRegistry;
  readonly #logger: LoggerService;

  static create(options: {
    sets: BackupSets;
    targets: TargetRegistry;
    logger: LoggerService;
    sources: SourceRegistry;
    folders: TemporaryFolders;
  }): BackupDownloads {
    return new BackupDownloads(options);
  }

  private constructor(options: Parameters<typeof BackupDownloads.create>[0]) {
    this.#sets = options.sets;
    this.#sources = options.sources;
    this.#folders = options.folders;
    this.#targets = options.targets;
    this.#logger = options.logger;
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
    const archive = await StoredArchive.find({
      backup,
      copies: this.#sets.readable(backup),
      targets: this.#targets,
      logger: this.#logger,
      signal,
    });
    const { name, size, sha256 } = archive;
    return {
      fileName: `${backup.name}.${packaging}`,
      contentType: CONTENT_TYPES[packaging],
      size,
      sha256,
      open: async range => {
        const content = await archive.read({ signal, range });
        return range === undefined && sha256 !== undefined
          ? toReadable(content, { name, size, sha256 })
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
          ciphertext: backup.encrypted,
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
    const metadata = await this.#sets.readMetadata(backup, { signal });
    yield {
      path: METADATA_FILE_NAME,
      content: Readable.from([metadata], { objectMode: false }),
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
      /** As it is stored, for which no key is needed. */
      ciphertext?: boolean;
      entries: (set: BackupSetReader) => AsyncIterable<ZipEntry>;
    },
  ): Promise<Readable> {
    const folder = await this.#folders.forRequest();
    const { ciphertext = false } = options;
    const set = await this.#openSet(backup, folder, signal, ciphertext);
    return streamZip(options.entries(set), {
      compress: options.compress,
      date: new Date(backup.finishedAt ?? backup.createdAt),
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
    ciphertext: boolean,
  ): Promise<BackupSetReader> {
    try {
      const set = await this.#sets.open(backup, {
        temporaryDirectory: folder.path,
        ciphertext,
        signal,
      });
      return set.verifying();
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
