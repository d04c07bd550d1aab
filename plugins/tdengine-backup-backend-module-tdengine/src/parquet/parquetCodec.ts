import {
  DamagedBackupError,
  PartCodec,
} from 'backstage-plugin-tdengine-backup-node';
import { readParquetPart } from './readParquetPart';

/**
 * Counts the rows of Parquet parts.
 *
 * @internal
 */
export const parquetCodec: PartCodec = {
  format: 'parquet',
  async inspect(file, content, { signal }) {
    const tables = new Map<string, number>();
    let rows = 0;
    let rawBytes = 0;
    try {
      for await (const read of readParquetPart(content, file)) {
        signal.throwIfAborted();
        rows += read.block.rows;
        rawBytes += read.rawBytes;
        for (const { table, from, to } of read.runs) {
          tables.set(table, (tables.get(table) ?? 0) + to - from);
        }
      }
    } catch (error) {
      signal.throwIfAborted();
      throw new DamagedBackupError(
        `'${file.path}' cannot be decoded: ${(error as Error).message}`,
        error,
      );
    }
    return { rows, rawBytes, tables };
  },
};
