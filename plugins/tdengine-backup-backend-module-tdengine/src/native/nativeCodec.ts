import {
  DamagedBackupError,
  PartCodec,
} from 'backstage-plugin-tdengine-backup-node';
import { readNativePart } from './readNativePart';

/**
 * Counts the rows of native parts.
 *
 * @internal
 */
export const nativeCodec: PartCodec = {
  format: 'native',
  async inspect(file, content, { signal }) {
    const tables = new Map<string, number>();
    let rows = 0;
    let rawBytes = 0;
    try {
      for await (const { header, block } of readNativePart(content)) {
        signal.throwIfAborted();
        rows += block.rows;
        rawBytes += block.buffer.byteLength;
        const runs = header.tableNames
          ? block.runs(0)
          : [{ key: header.table, from: 0, to: block.rows }];
        for (const { key, from, to } of runs) {
          tables.set(key, (tables.get(key) ?? 0) + to - from);
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
