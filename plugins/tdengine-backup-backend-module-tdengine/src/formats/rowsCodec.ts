import {
  DamagedBackupError,
  ManifestFile,
  NumbersByName,
  PartCodec,
} from 'backstage-plugin-tdengine-backup-node';
import { PartRows } from './PartFormat';

/**
 * Counts the rows of parts by decoding them.
 *
 * @param read - the rows of a part, each block checked, and how many bytes they had before compression
 * @internal
 */
export function rowsCodec(
  format: string,
  read: (
    content: AsyncIterable<Uint8Array>,
    file: ManifestFile,
  ) => AsyncIterable<Pick<PartRows, 'block' | 'runs'> & { rawBytes: number }>,
): PartCodec {
  return {
    format,
    async inspect(file, content, { signal }) {
      const tables = NumbersByName.create();
      let rows = 0;
      let rawBytes = 0;
      try {
        for await (const part of read(content, file)) {
          signal.throwIfAborted();
          rows += part.block.rows;
          rawBytes += part.rawBytes;
          for (const { table, from, to } of part.runs) {
            tables.add(table, to - from);
          }
          part.block.release();
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
}
