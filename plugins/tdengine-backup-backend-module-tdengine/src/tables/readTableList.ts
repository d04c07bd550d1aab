import {
  BackupSetReader,
  createDecompressor,
  DamagedBackupError,
  ManifestFile,
  readLines,
} from 'backstage-plugin-tdengine-backup-node';
import { compressionOf } from '../backup/unitPaths';
import { TableListEntry } from './TableListEntry';
import { TableListHeader, TableListParser } from './tableListFormat';

/**
 * Reads a table list of a set, as many tables at a time as came together.
 *
 * @throws DamagedBackupError naming the file
 * @internal
 */
export async function* readTableList(
  set: BackupSetReader,
  file: ManifestFile,
  options: { signal: AbortSignal },
): AsyncGenerator<{ header: TableListHeader; entries: TableListEntry[] }> {
  const content = await set.read(file.path, options);
  const decompress = createDecompressor(compressionOf(file.path), {
    maximumBytes: file.rawSize,
  });
  const parser = new TableListParser();
  try {
    for await (const lines of readLines(decompress(content))) {
      const entries = lines.flatMap(line => parser.parse(line) ?? []);
      if (entries.length > 0) {
        yield { header: parser.header, entries };
      }
    }
  } catch (error) {
    options.signal.throwIfAborted();
    throw error instanceof DamagedBackupError
      ? new DamagedBackupError(`'${file.path}': ${error.message}`, error)
      : error;
  } finally {
    content.destroy();
  }
}
