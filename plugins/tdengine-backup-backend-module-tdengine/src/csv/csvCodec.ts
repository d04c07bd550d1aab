import {
  DamagedBackupError,
  NumbersByName,
  PartCodec,
} from 'backstage-plugin-tdengine-backup-node';
import { readCsvRecords } from './readCsvPart';

/**
 * Counts the rows of CSV parts.
 *
 * @internal
 */
export const csvCodec: PartCodec = {
  format: 'csv',
  async inspect(file, content, { signal }) {
    const tables = NumbersByName.create();
    let rows = -1;
    try {
      for await (const [table = ''] of readCsvRecords(file, content)) {
        signal.throwIfAborted();
        if (++rows > 0) {
          tables.add(table, 1);
        }
      }
    } catch (error) {
      signal.throwIfAborted();
      throw new DamagedBackupError(
        `'${file.path}' cannot be decoded: ${(error as Error).message}`,
        error,
      );
    }
    return { rows, rawBytes: file.rawSize, tables };
  },
};
