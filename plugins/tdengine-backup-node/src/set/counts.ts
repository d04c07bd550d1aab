import { TableCounts } from '../source/BackupSession';
import { createCompressor, createDecompressor } from './compression';
import { BackupSetReader } from './BackupSetReader';
import { ManifestFile } from './BackupManifest';
import { DamagedBackupError } from './errors';

const LINES_PER_CHUNK = 1000;

/**
 * Rows per table as the content of a part of kind `counts`: gzip'ed JSON lines `["table",rows]`, sorted by the UTF-16
 * code units of the table's name, so that equal counts give equal bytes.
 *
 * @public
 */
export function encodeCounts(counts: TableCounts): AsyncIterable<Uint8Array> {
  return createCompressor({ algorithm: 'gzip', level: 6 })(countLines(counts));
}

/**
 * Bytes of {@link encodeCounts} before compression, for the part's summary.
 *
 * @public
 */
export function countsRawSize(counts: TableCounts): number {
  let bytes = 0;
  for (const [table, rows] of counts) {
    bytes += Buffer.byteLength(line(table, rows));
  }
  return bytes;
}

/**
 * Reads what {@link encodeCounts} wrote. Throws a DamagedBackupError that names the line that is not as it should be.
 *
 * @public
 */
export async function decodeCounts(
  content: AsyncIterable<Uint8Array>,
  options?: { maximumBytes?: number },
): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  const decompress = createDecompressor('gzip', options);
  let number = 0;
  for await (const text of lines(decompress(content))) {
    number++;
    const [table, rows] = parseLine(text, number);
    if (counts.has(table)) {
      throw new DamagedBackupError(
        `Line ${number} counts table ${JSON.stringify(table)} a second time`,
      );
    }
    counts.set(table, rows);
  }
  return counts;
}

/**
 * Reads the counts file of a set; errors name it.
 *
 * @public
 */
export async function readCounts(
  reader: BackupSetReader,
  file: ManifestFile,
  options: { signal: AbortSignal },
): Promise<Map<string, number>> {
  const content = await reader.read(file.path, options);
  try {
    return await decodeCounts(content, { maximumBytes: file.rawSize });
  } catch (error) {
    options.signal.throwIfAborted();
    throw new DamagedBackupError(
      `The counts in '${file.path}' cannot be read`,
      error,
    );
  } finally {
    content.destroy();
  }
}

async function* countLines(counts: TableCounts): AsyncGenerator<Uint8Array> {
  const tables = [...counts.keys()].sort();
  for (let start = 0; start < tables.length; start += LINES_PER_CHUNK) {
    yield Buffer.from(
      tables
        .slice(start, start + LINES_PER_CHUNK)
        .map(table => line(table, counts.get(table)!))
        .join(''),
    );
  }
}

function line(table: string, rows: number): string {
  if (!Number.isSafeInteger(rows) || rows < 0) {
    throw new TypeError(
      `The count of table ${JSON.stringify(
        table,
      )} has to be a whole number, got ${rows}`,
    );
  }
  return `${JSON.stringify([table, rows])}\n`;
}

async function* lines(
  content: AsyncIterable<Uint8Array>,
): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let rest = '';
  for await (const chunk of content) {
    const parts = (rest + decodeText(decoder, chunk)).split('\n');
    rest = parts.pop()!;
    yield* parts;
  }
  rest += decodeText(decoder);
  if (rest !== '') {
    throw new DamagedBackupError('The last line is cut short');
  }
}

function decodeText(decoder: TextDecoder, chunk?: Uint8Array): string {
  try {
    return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
  } catch (error) {
    throw new DamagedBackupError('It is not UTF-8 text', error);
  }
}

function parseLine(text: string, number: number): [string, number] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined;
  }
  if (
    Array.isArray(value) &&
    value.length === 2 &&
    typeof value[0] === 'string' &&
    Number.isSafeInteger(value[1]) &&
    value[1] >= 0
  ) {
    return [value[0], value[1]];
  }
  throw new DamagedBackupError(`Line ${number} is not ["table", rows]`);
}
