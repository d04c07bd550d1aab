import { NotFoundError } from '@backstage/errors';
import {
  BackupContents,
  BackupTable,
  BackupTableRowsPage,
} from 'backstage-plugin-tdengine-backup-common';
import {
  BackupManifest,
  CountsSum,
  ManifestTable,
  NumbersByName,
  readCounts,
  TableCounts,
} from 'backstage-plugin-tdengine-backup-node';
import { StoredBackup } from '../database/backupRows';
import { TemporaryFolders } from '../jobs/TemporaryFolders';
import { firstLimitations } from '../runs/backup/firstLimitations';
import { BackupSets } from '../runs/BackupSets';
import { RecentlyUsed } from '../runs/RecentlyUsed';
import { ContentsQuery, PageQuery } from './types';

/** A list of a hundred thousand tables takes a few megabytes; a person turns the pages of one at a time. */
const LISTS_KEPT = 4;
const LIST_TIMEOUT_MS = 300_000;
/** In characters of JSON: they go with every page. */
const LARGEST_FACTS = 1024 * 1024;

/** Says what is in a backup, from its manifest and its counts files. */
export class BackupContentsReader {
  readonly #sets: BackupSets;
  readonly #folders: TemporaryFolders;
  readonly #lists = new RecentlyUsed<NumbersByName>(LISTS_KEPT);

  static create(options: {
    sets: BackupSets;
    folders: TemporaryFolders;
  }): BackupContentsReader {
    return new BackupContentsReader(options.sets, options.folders);
  }

  private constructor(sets: BackupSets, folders: TemporaryFolders) {
    this.#sets = sets;
    this.#folders = folders;
  }

  async contents(
    backup: StoredBackup,
    query: ContentsQuery,
  ): Promise<BackupContents> {
    const manifest = await this.#manifest(backup);
    const search = query.search?.toLowerCase();
    const matching = manifest.tables.filter(
      table =>
        (query.database === undefined || table.database === query.database) &&
        (search === undefined || table.stable.toLowerCase().includes(search)),
    );
    const sizes = new Map(manifest.files.map(file => [file.path, file.size]));
    return {
      items: pageOf(matching, query).map(table => toTable(table, sizes)),
      totalItems: matching.length,
      page: query.page,
      pageSize: query.pageSize,
      window: manifest.window,
      limitations: firstLimitations(manifest.limitations),
      ...(JSON.stringify(manifest.facts).length <= LARGEST_FACTS && {
        facts: manifest.facts,
      }),
    };
  }

  /** Rows per child table of a super table, by the tables' names. */
  async tableRows(
    backup: StoredBackup,
    query: PageQuery & { database: string; table: string; search?: string },
  ): Promise<BackupTableRowsPage> {
    const manifest = await this.#manifest(backup);
    const table = manifest.tables.find(
      candidate =>
        candidate.database === query.database &&
        candidate.stable === query.table,
    );
    if (!table) {
      throw new NotFoundError(
        `Backup '${backup.name}' holds no table '${query.database}.${query.table}'`,
      );
    }
    const list = await this.#lists.get(
      JSON.stringify([backup.id, backup.checksum, query.database, query.table]),
      () => this.#readList(backup, manifest, table),
    );
    const matching = indexesOf(list, query.search?.toLowerCase());
    return {
      items: pageOf(matching, query).map(index => ({
        name: list.nameAt(index),
        rowCount: list.numberAt(index),
      })),
      totalItems: matching.length,
      page: query.page,
      pageSize: query.pageSize,
    };
  }

  async #manifest(backup: StoredBackup): Promise<BackupManifest> {
    const folder = await this.#folders.forRequest();
    try {
      return await this.#sets.manifest(backup, {
        temporaryDirectory: folder.path,
      });
    } finally {
      await folder.remove();
    }
  }

  async #readList(
    backup: StoredBackup,
    manifest: BackupManifest,
    table: ManifestTable,
  ): Promise<NumbersByName> {
    const signal = AbortSignal.timeout(LIST_TIMEOUT_MS);
    const folder = await this.#folders.forRequest();
    try {
      const reader = await this.#sets.open(backup, {
        temporaryDirectory: folder.path,
        signal,
      });
      try {
        const verifying = reader.verifying();
        const rows = CountsSum.create();
        for (const file of countsFilesOf(manifest, table)) {
          rows.add(await readCounts(verifying, file, { signal }));
        }
        return sortByName(rows.counts);
      } finally {
        await reader.close();
      }
    } finally {
      await folder.remove();
    }
  }
}

/** A counts file belongs to the unit whose rows it counts; a unit of several small tables has one for all of them. */
function countsFilesOf(manifest: BackupManifest, table: ManifestTable) {
  const own = new Set(table.files);
  const units = new Set(
    manifest.files
      .filter(file => file.kind === 'rows' && own.has(file.path))
      .map(file => file.unit),
  );
  return manifest.files.filter(
    file => file.kind === 'counts' && units.has(file.unit),
  );
}

function sortByName(counts: TableCounts): NumbersByName {
  const sorted = NumbersByName.create();
  for (const name of [...counts.keys()].sort()) {
    sorted.set(name, counts.get(name)!);
  }
  return sorted;
}

/** The tables that a search finds; all without one. */
function indexesOf(list: NumbersByName, search: string | undefined): number[] {
  const indexes: number[] = [];
  let index = 0;
  for (const name of list.keys()) {
    if (search === undefined || name.toLowerCase().includes(search)) {
      indexes.push(index);
    }
    index++;
  }
  return indexes;
}

function pageOf<T>(items: readonly T[], query: PageQuery): T[] {
  const start = (query.page - 1) * query.pageSize;
  return items.slice(start, start + query.pageSize);
}

function toTable(
  table: ManifestTable,
  sizes: ReadonlyMap<string, number>,
): BackupTable {
  return {
    database: table.database,
    table: table.stable,
    kind: table.kind,
    tableCount: table.tableCount,
    rowCount: table.recordCount,
    sourceRowsBefore: table.sourceCount.before,
    sourceRowsAfter: table.sourceCount.after,
    sizeBytes: table.files.reduce(
      (sum, path) => sum + (sizes.get(path) ?? 0),
      0,
    ),
    files: table.files.length,
  };
}
