import {
  DamagedBackupError,
  ManifestFile,
} from 'backstage-plugin-tdengine-backup-node';
import { RowsExtent } from '../formats/PartFormat';
import { partFormatOf } from '../formats/partFormats';
import { rowsTable } from './applyRows';
import { BackupContents } from './BackupContents';
import { openRows } from './openRows';
import { RestoreDatabase } from './RestoreState';
import { TimeWindow } from './TimeWindow';
import { windowRuns } from './windowRuns';

/** What a plan reads of rows to count them, per database, uncompressed: somebody waits for it in front of a page. */
const BYTES_READ = 64 * 1024 * 1024;

/**
 * How many rows of a table are too old.
 *
 * @internal
 */
export interface OlderRows {
  /** The number, or the most that it can be. */
  rows: number;
  exact: boolean;
}

/**
 * Counts, per table, the rows of a restore that are older than a limit. Formats with an index tell how old their rows are
 * without reading them; what that leaves open is read, as long as it is not much.
 *
 * @returns tables that have such rows, or may have
 * @internal
 */
export async function countOlderRows(
  contents: BackupContents,
  database: RestoreDatabase,
  limit: bigint,
  options: { signal: AbortSignal; bytesRead?: number },
): Promise<Map<string, OlderRows>> {
  const schema = contents.schemaOf(database.database);
  const { from, to } = TimeWindow.create(database.window);
  const window = TimeWindow.create({
    from: from?.toString(),
    to: (to !== undefined && to < limit ? to : limit).toString(),
  });
  const found = new Map<string, OlderRows>();
  let bytesLeft = options.bytesRead ?? BYTES_READ;
  for (const { name } of [...database.superTables, ...database.normalTables]) {
    const table = rowsTable({ database, schema }, name);
    const older: OlderRows = { rows: 0, exact: true };
    for (const file of contents.filesOf(database.database, name).rows) {
      let count = await countByIndex(contents, file, window, table, options);
      if (!count.exact && file.rawSize <= bytesLeft) {
        bytesLeft -= file.rawSize;
        count = await countByReading(contents, file, window, table, options);
      }
      older.rows += count.rows;
      older.exact &&= count.exact;
    }
    if (older.rows > 0) {
      found.set(name, older);
    }
  }
  return found;
}

type Table = ReturnType<typeof rowsTable>;

async function countByIndex(
  contents: BackupContents,
  file: ManifestFile,
  window: TimeWindow,
  { only }: Table,
  options: { signal: AbortSignal },
): Promise<OlderRows> {
  const extents = await readExtents(contents, file, options);
  if (!extents) {
    return { rows: file.rows, exact: file.rows === 0 };
  }
  const older: OlderRows = { rows: 0, exact: true };
  for (const { rows, first, last, tables } of extents) {
    const wanted = only && tables?.filter(table => only.has(table));
    if (!window.overlaps(first, last) || wanted?.length === 0) {
      continue;
    }
    older.rows += rows;
    older.exact &&=
      window.contains(first) &&
      window.contains(last) &&
      (!only || (wanted !== undefined && wanted.length === tables?.length));
  }
  return older;
}

async function countByReading(
  contents: BackupContents,
  file: ManifestFile,
  window: TimeWindow,
  table: Table,
  { signal }: { signal: AbortSignal },
): Promise<OlderRows> {
  let rows = 0;
  for await (const read of openRows(contents.set, file, table, {
    only: table.only,
    signal,
  })) {
    for (const { from, to } of windowRuns(read, window)) {
      rows += to - from;
    }
  }
  return { rows, exact: true };
}

async function readExtents(
  contents: BackupContents,
  file: ManifestFile,
  options: { signal: AbortSignal },
): Promise<RowsExtent[] | undefined> {
  try {
    return await partFormatOf(file.path).extent?.(contents.set, file, options);
  } catch (error) {
    throw error instanceof DamagedBackupError
      ? new DamagedBackupError(`'${file.path}': ${error.message}`, error)
      : error;
  }
}
