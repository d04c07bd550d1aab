import {
  BackupSetReader,
  DamagedBackupError,
  ManifestFile,
} from 'backstage-plugin-tdengine-backup-node';
import { TRAILER_SIZE } from './parquetLayout';
import { footerLength, ParquetFooter, readFooter } from './readFooter';

/** Most footers fit; reading once more is cheaper than reading far too much. */
const FIRST_READ = 64 * 1024;

/**
 * Reads the footer of a Parquet file without the rows before it.
 *
 * @throws DamagedBackupError
 * @internal
 */
export async function readParquetIndex(
  set: BackupSetReader,
  file: ManifestFile,
  options: { signal: AbortSignal },
): Promise<ParquetFooter> {
  const start = Math.max(0, file.size - FIRST_READ);
  let tail = await readRange(set, file, { start, ...options });
  if (tail.byteLength < TRAILER_SIZE) {
    throw new DamagedBackupError('It is cut short');
  }
  const length = footerLength(tail.subarray(-TRAILER_SIZE), file.size);
  const end = file.size - TRAILER_SIZE - length;
  if (end < start) {
    tail = await readRange(set, file, { start: end, ...options });
  }
  const metadata = tail.subarray(
    tail.byteLength - TRAILER_SIZE - length,
    tail.byteLength - TRAILER_SIZE,
  );
  return readFooter(metadata, { end, rawSize: file.rawSize });
}

async function readRange(
  set: BackupSetReader,
  file: ManifestFile,
  { start, signal }: { start: number; signal: AbortSignal },
): Promise<Buffer> {
  const content = await set.read(file.path, {
    signal,
    range: { start, end: file.size },
  });
  const chunks: Uint8Array[] = [];
  for await (const chunk of content) {
    chunks.push(chunk as Uint8Array);
  }
  const bytes = Buffer.concat(chunks);
  if (bytes.byteLength !== file.size - start) {
    throw new DamagedBackupError('It is cut short');
  }
  return bytes;
}
