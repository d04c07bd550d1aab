import {
  BackupSetReader,
  createDecompressor,
  DamagedBackupError,
  ManifestFile,
} from 'backstage-plugin-tdengine-backup-node';
import { compressionOf, tableFolder } from '../backup/unitPaths';
import { readNativePart } from '../native/readNativePart';
import { BackupContents } from '../restore/BackupContents';
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
      ...schema.superTables.filter(({ virtual }) => !virtual),
      ...schema.normalTables,
    ];
    for (const { name, columns } of tables) {
      const { rows } = contents.filesOf(database, name);
      const header = Buffer.from(
        csvHeader(columns.map(column => column.name)),
        'utf8',
      );
      yield {
        path: `${tableFolder(database, name)}.csv`,
        content: tableContent(set, rows, header, options),
      };
    }
  }
}

async function* tableContent(
  set: BackupSetReader,
  files: readonly ManifestFile[],
  header: Buffer,
  options: { signal: AbortSignal },
): AsyncGenerator<Uint8Array> {
  yield header;
  for (const file of files) {
    const content = await set.read(file.path, options);
    try {
      yield* file.path.endsWith('.tdb')
        ? nativeRows(content, file.rawSize)
        : csvRows(file, content, header);
    } catch (error) {
      options.signal.throwIfAborted();
      throw error instanceof DamagedBackupError
        ? new DamagedBackupError(`'${file.path}': ${error.message}`, error)
        : error;
    } finally {
      content.destroy();
    }
  }
}

async function* nativeRows(
  content: AsyncIterable<Uint8Array>,
  rawSize: number,
): AsyncGenerator<Uint8Array> {
  for await (const { block, runs } of readNativePart(content, rawSize)) {
    yield Buffer.from(rowsToCsv(block.columns, runs), 'utf8');
  }
}

/** The lines of a CSV part without its header line, which is the same in all of them. */
async function* csvRows(
  file: ManifestFile,
  content: AsyncIterable<Uint8Array>,
  header: Buffer,
): AsyncGenerator<Uint8Array> {
  const decompress = createDecompressor(compressionOf(file.path), {
    maximumBytes: file.rawSize,
  });
  let start: Buffer | undefined = Buffer.alloc(0);
  for await (const chunk of decompress(content)) {
    if (!start) {
      yield chunk;
      continue;
    }
    start = Buffer.concat([start, chunk]);
    if (start.byteLength >= header.byteLength) {
      if (!start.subarray(0, header.byteLength).equals(header)) {
        throw new DamagedBackupError(
          'Its header line does not name the columns of the definitions',
        );
      }
      yield start.subarray(header.byteLength);
      start = undefined;
    }
  }
  if (start) {
    throw new DamagedBackupError('It is cut short');
  }
}
