import { NameLimits, NumbersByName } from '../names';
import { Part, TableCounts } from '../source/BackupSession';
import { createCompressor, createDecompressor } from './compression';
import { BackupSetReader } from './BackupSetReader';
import { ManifestFile } from './BackupManifest';
import { DamagedBackupError } from './errors';
import { readLines } from './readLines';

const LINES_PER_CHUNK = 1000;

/**
 * The rows per table of one unit, as a part of kind `counts`: gzip'ed JSON lines `["table",rows]`, sorted by the UTF-16
 * code units of the table's name, so that equal counts give equal bytes.
 *
 * @param unitId - begins the part's path
 *
 * @public
 */
export function countsPart(unitId: string, counts: TableCounts): Part {
  let rawBytes = 0;
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (const chunk of countLines(counts)) {
      rawBytes += chunk.byteLength;
      yield chunk;
    }
  }
  return {
    path: `${unitId}.counts.jsonl.gz`,
    kind: 'counts',
    content: createCompressor({ algorithm: 'gzip', level: 6 })(chunks()),
    summary: () => ({ rows: 0, rawBytes }),
  };
}

/**
 * Reads what {@link countsPart} wrote. Throws a DamagedBackupError that names the line that is not as it should be, or the first
 * one that is beyond what {@link NumbersByName} holds: anybody may have written it.
 *
 * @public
 */
export async function decodeCounts(
  content: AsyncIterable<Uint8Array>,
  options?: { maximumBytes?: number; limits?: NameLimits },
): Promise<NumbersByName> {
  const counts = NumbersByName.create(undefined, options?.limits);
  const decompress = createDecompressor('gzip', options);
  for await (const lines of readLines(decompress(content))) {
    for (const text of lines) {
      const number = counts.size + 1;
      const [table, rows] = parseLine(text, number);
      setCount(counts, table, rows);
      if (counts.size < number) {
        throw new DamagedBackupError(
          `Line ${number} counts table ${JSON.stringify(table)} a second time`,
        );
      }
    }
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
): Promise<NumbersByName> {
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

function* countLines(counts: TableCounts): Generator<Uint8Array> {
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

function setCount(counts: NumbersByName, table: string, rows: number): void {
  try {
    counts.set(table, rows);
  } catch (error) {
    throw new DamagedBackupError(
      `Line ${counts.size + 1} is more than can be counted`,
      error,
    );
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
