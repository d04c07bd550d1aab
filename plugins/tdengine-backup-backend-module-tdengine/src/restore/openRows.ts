import {
  BackupSetReader,
  DamagedBackupError,
  ManifestFile,
} from 'backstage-plugin-tdengine-backup-node';
import { typeFromName } from 'tdengine-client';
import { ColumnDefinition } from '../catalog/DatabaseSchema';
import { PartRows } from '../formats/PartFormat';
import { partFormatOf } from '../formats/partFormats';

/**
 * The table whose rows a part holds.
 *
 * @internal
 */
export interface RowsTable {
  database: string;
  name: string;
  superTable: boolean;
  columns: readonly ColumnDefinition[];
}

/**
 * Reads the rows of a part of any format, each block checked.
 *
 * @param only - tables wanted; all when absent
 * @throws DamagedBackupError naming the file
 * @internal
 */
export async function* openRows(
  set: BackupSetReader,
  file: ManifestFile,
  table: RowsTable,
  options: { only?: ReadonlySet<string>; signal: AbortSignal },
): AsyncGenerator<PartRows> {
  const { only, signal } = options;
  const format = partFormatOf(file.path);
  const expected = {
    ...table,
    columns: table.columns.map(({ name, type }) => ({
      name,
      ...typeFromName(type),
    })),
  };
  try {
    for await (const rows of format.open(set, file, expected, options)) {
      yield only
        ? { ...rows, runs: rows.runs.filter(run => only.has(run.table)) }
        : rows;
    }
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof DamagedBackupError
      ? new DamagedBackupError(`'${file.path}': ${error.message}`, error)
      : error;
  }
}
