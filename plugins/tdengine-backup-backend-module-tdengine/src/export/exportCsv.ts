import {
  BackupSetReader,
  DamagedBackupError,
  ExportOptions,
  ManifestFile,
} from 'backstage-plugin-tdengine-backup-node';
import { csvHeader, rowsToCsv } from '../csv/csvLines';
import { partFormatOf } from '../formats/partFormats';
import { openRows } from '../restore/openRows';
import { ExportedTable, exportedTables } from './exportedTables';

/**
 * The rows of a backup as CSV: a file a super table or normal table, with a header line and the table's name in the first
 * column, whatever format the rows are stored in.
 *
 * @internal
 */
export async function* exportCsv(
  set: BackupSetReader,
  options: ExportOptions,
): AsyncGenerator<{ path: string; content: AsyncIterable<Uint8Array> }> {
  for await (const table of exportedTables(set, options)) {
    yield {
      path: `${table.path}.csv`,
      content: tableContent(set, table, options),
    };
  }
}

async function* tableContent(
  set: BackupSetReader,
  table: ExportedTable,
  options: { signal: AbortSignal },
): AsyncGenerator<Uint8Array> {
  const header = Buffer.from(
    csvHeader(table.columns.map(column => column.name)),
    'utf8',
  );
  yield header;
  for (const file of table.files) {
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
