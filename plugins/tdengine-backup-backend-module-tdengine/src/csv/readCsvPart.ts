import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import {
  createDecompressor,
  DamagedBackupError,
  ManifestFile,
} from 'backstage-plugin-tdengine-backup-node';
import { compressionOf } from '../backup/unitPaths';

/** A row may have a BLOB of 4 MiB, which is twice as long in hexadecimal digits, and 64 KiB beside it. */
const LONGEST_RECORD = 16 * 1024 * 1024;
/** TDengine has 4096 columns at most. */
const MOST_FIELDS = 40_000;

/**
 * Reads the records of a CSV part, its header line first and all as long as that one; `undefined` is NULL.
 *
 * @throws DamagedBackupError naming what is wrong
 * @internal
 */
export async function* readCsvRecords(
  file: Pick<ManifestFile, 'path' | 'rawSize'>,
  content: AsyncIterable<Uint8Array>,
): AsyncGenerator<Array<string | undefined>> {
  const decompress = createDecompressor(compressionOf(file.path), {
    maximumBytes: file.rawSize,
  });
  const parser = parse({
    record_delimiter: '\n',
    max_record_size: LONGEST_RECORD,
    cast: (value, { quoting, index }) => {
      if (Number(index) >= MOST_FIELDS) {
        throw new DamagedBackupError(`A record has more than ${index} fields`);
      }
      return value === '' && !quoting ? undefined : value;
    },
  });
  const source = Readable.from(decompress(content), { objectMode: false });
  // The error of the source has to end the parser too; a pipe does not see to it.
  source.on('error', error => parser.destroy(error));
  source.pipe(parser);
  let empty = true;
  try {
    for await (const record of parser) {
      empty = false;
      yield record as Array<string | undefined>;
    }
  } catch (error) {
    throw (error as { code?: string }).code?.startsWith('CSV_')
      ? new DamagedBackupError('It is not CSV', error)
      : error;
  } finally {
    source.destroy();
    parser.destroy();
  }
  if (empty) {
    throw new DamagedBackupError('It has no header line');
  }
}
