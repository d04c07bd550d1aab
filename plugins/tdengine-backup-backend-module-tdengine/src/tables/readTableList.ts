import {
  BackupSetReader,
  createDecompressor,
  DamagedBackupError,
  ManifestFile,
} from 'backstage-plugin-tdengine-backup-node';
import { compressionOf } from '../backup/unitPaths';
import { TableListEntry } from './TableListEntry';
import { TableListHeader, TableListParser } from './tableListFormat';

/**
 * Reads a table list of a set, table by table.
 *
 * @throws DamagedBackupError naming the file
 * @internal
 */
export async function* readTableList(
  set: BackupSetReader,
  file: ManifestFile,
  options: { signal: AbortSignal },
): AsyncGenerator<{ header: TableListHeader; entry: TableListEntry }> {
  const content = await set.read(file.path, options);
  const decompress = createDecompressor(compressionOf(file.path), {
    maximumBytes: file.rawSize,
  });
  const parser = new TableListParser();
  try {
    for await (const line of textLines(decompress(content))) {
      const entry = parser.parse(line);
      if (entry) {
        yield { header: parser.header, entry };
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

async function* textLines(
  content: AsyncIterable<Uint8Array>,
): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let rest = '';
  for await (const chunk of content) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = parts.pop()!;
    yield* parts;
  }
  rest += decoder.decode();
  if (rest !== '') {
    throw new DamagedBackupError('Its last line is cut short');
  }
}
