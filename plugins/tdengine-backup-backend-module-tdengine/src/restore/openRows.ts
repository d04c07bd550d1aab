import {
  BackupSetReader,
  DamagedBackupError,
  ManifestFile,
} from 'backstage-plugin-tdengine-backup-node';
import { ColumnBlock, ColumnSchema, typeFromName } from 'tdengine-client';
import { ColumnDefinition } from '../catalog/DatabaseSchema';
import { readCsvBlocks } from '../csv/readCsvBlocks';
import { readNativePart } from '../native/readNativePart';

/**
 * Rows of a part, with the table each run of them belongs to.
 *
 * @internal
 */
export interface TableRows {
  block: ColumnBlock;
  runs: Array<{ table: string; from: number; to: number }>;
  /** Columns of the table and of the block. */
  columns: readonly ColumnSchema[];
}

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
 * Reads the rows of a part of either format, each block checked.
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
): AsyncGenerator<TableRows> {
  const expected = table.columns.map(({ name, type }) => ({
    name,
    ...typeFromName(type),
  }));
  try {
    for await (const { block, runs, columns } of blocksOf(
      set,
      file,
      table,
      expected,
      options,
    )) {
      yield {
        block,
        columns,
        runs: options.only
          ? runs.filter(run => options.only!.has(run.table))
          : runs,
      };
    }
  } catch (error) {
    options.signal.throwIfAborted();
    throw error instanceof DamagedBackupError
      ? new DamagedBackupError(`'${file.path}': ${error.message}`, error)
      : error;
  }
}

async function* blocksOf(
  set: BackupSetReader,
  file: ManifestFile,
  table: RowsTable,
  expected: readonly ColumnSchema[],
  options: { only?: ReadonlySet<string>; signal: AbortSignal },
): AsyncGenerator<TableRows> {
  if (!file.path.endsWith('.tdb')) {
    const content = await set.read(file.path, options);
    try {
      for await (const rows of readCsvBlocks(file, content, expected)) {
        yield { ...rows, columns: expected };
      }
    } finally {
      content.destroy();
    }
    return;
  }
  for await (const { header, block, runs } of nativeBlocks(
    set,
    file,
    options,
  )) {
    const same =
      header.database === table.database &&
      header.table === table.name &&
      header.tableNames === table.superTable &&
      header.columns.length === expected.length &&
      header.columns.every(
        ({ name, type }, index) =>
          name === expected[index].name && type === expected[index].type,
      );
    if (!same) {
      throw new DamagedBackupError(
        `It holds rows of '${header.database}.${header.table}', whose columns are not those of '${table.database}.${table.name}' in the definitions`,
      );
    }
    yield { block, runs, columns: header.columns };
  }
}

async function* nativeBlocks(
  set: BackupSetReader,
  file: ManifestFile,
  { signal }: { signal: AbortSignal },
) {
  // Also for a few tables: only a file that is read to its end is known to be what was written.
  const content = await set.read(file.path, { signal });
  try {
    yield* readNativePart(content, file.rawSize);
  } finally {
    content.destroy();
  }
}
