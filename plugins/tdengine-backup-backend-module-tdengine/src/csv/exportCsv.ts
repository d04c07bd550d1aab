import {
  BackupSetReader,
  DamagedBackupError,
  ManifestFile,
} from 'backstage-plugin-tdengine-backup-node';
import { tableFolder } from '../backup/unitPaths';
import { partFormatOf } from '../formats/partFormats';
import { BackupContents } from '../restore/BackupContents';
import { openRows, RowsTable } from '../restore/openRows';
import { csvHeader, rowsToCsv } from './csvLines';

/**
 * The rows of a backup as CSV: a file a super table or normal table, with a header line and the table's name in the first
 * column, whatever format the rows are stored in.
 *
 * @internal
 */
export async function* exportCsv(
  set: BackupSetReader,
  options: { signal: AbortSignal },
): AsyncGenerator<{ path: string; content: AsyncIterable<Uint8Array> }> {
  const contents = await BackupContents.open(set, options);
  for (const schema of contents.schemas) {
    const { database } = schema;
    const tables = [
      ...schema.superTables
        .filter(({ virtual }) => !virtual)
        .map(table => ({ ...table, superTable: true })),
      ...schema.normalTables.map(table => ({ ...table, superTable: false })),
    ];
    for (const { name, columns, superTable } of tables) {
      const { rows } = contents.filesOf(database, name);
      yield {
        path: `${tableFolder(database, name)}.csv`,
        content: tableContent(
          set,
          rows,
          { database, name, columns, superTable },
          options,
        ),
      };
    }
  }
}

async function* tableContent(
  set: BackupSetReader,
  files: readonly ManifestFile[],
  table: RowsTable,
  options: { signal: AbortSignal },
): AsyncGenerator<Uint8Array> {
  const header = Buffer.from(
    csvHeader(table.columns.map(column => column.name)),
    'utf8',
  );
  yield header;
  for (const file of files) {
    const { copyLines } = partFormatOf(file.path);
    if (copyLines) {
      yield* named(file, copyLines(set, file, header, options), options);
    } else {
      for await (const { block, runs } of openRows(set, file, table, options)) {
        yield Buffer.from(rowsToCsv(block.columns, runs), 'utf8');
      }
    }
  }
}

async function* named(
  file: ManifestFile,
  lines: AsyncIterable<Uint8Array>,
  options: { signal: AbortSignal },
): AsyncGenerator<Uint8Array> {
  try {
    yield* lines;
  } catch (error) {
    options.signal.throwIfAborted();
    throw error instanceof DamagedBackupError
      ? new DamagedBackupError(`'${file.path}': ${error.message}`, error)
      : error;
  }
}
