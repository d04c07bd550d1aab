import {
  BackupSetReader,
  createDecompressor,
  DamagedBackupError,
  ManifestFile,
} from 'backstage-plugin-tdengine-backup-node';
import { compressionOf } from '../backup/unitPaths';

/**
 * The lines of a CSV part without its header line, which is the same in all parts of a table.
 *
 * @throws DamagedBackupError where it begins with another one
 * @internal
 */
export async function* copyCsvLines(
  set: BackupSetReader,
  file: ManifestFile,
  header: Buffer,
  options: { signal: AbortSignal },
): AsyncGenerator<Uint8Array> {
  const content = await set.read(file.path, options);
  try {
    const decompress = createDecompressor(compressionOf(file.path), {
      maximumBytes: file.rawSize,
    });
    yield* withoutStart(decompress(content), header);
  } finally {
    content.destroy();
  }
}

async function* withoutStart(
  content: AsyncIterable<Uint8Array>,
  header: Buffer,
): AsyncGenerator<Uint8Array> {
  let start: Buffer | undefined = Buffer.alloc(0);
  for await (const chunk of content) {
    if (!start) {
      yield chunk;
      continue;
    }
    start = Buffer.concat([start, chunk]);
    if (start.byteLength >= header.byteLength) {
      if (!start.subarray(0, header.byteLength).equals(header)) {
        throw new DamagedBackupError(
          'Its header line does not name the columns of the definitions',
        );
      }
      yield start.subarray(header.byteLength);
      start = undefined;
    }
  }
  if (start) {
    throw new DamagedBackupError('It is cut short');
  }
}
