import {
  BackupSetReader,
  DamagedBackupError,
  ManifestFile,
} from 'backstage-plugin-tdengine-backup-node';
import { ByteCursor } from './ByteCursor';
import {
  END_MAGIC,
  FRAME_HEAD_SIZE,
  LARGEST_FRAME,
  NativeFooter,
  NativeHeader,
  TRAILER_SIZE,
} from './nativeFormat';
import { FrameHead } from './FrameHead';
import { readFooter, readHeader } from './nativeFrames';

/** Most headers fit; reading once more is cheaper than reading far too much. */
const FIRST_READ = 64 * 1024;

/**
 * Reads header and footer of a native part without the rows between them.
 *
 * @throws DamagedBackupError
 * @internal
 */
export async function readNativeIndex(
  set: BackupSetReader,
  file: ManifestFile,
  options: { signal: AbortSignal },
): Promise<{ header: NativeHeader; footer: NativeFooter }> {
  const header = await readHeaderOf(set, file, options);
  const trailer = await readRange(set, file, {
    start: file.size - TRAILER_SIZE,
    end: file.size,
    ...options,
  });
  const offset = Number(trailer.readBigUInt64LE(0));
  if (
    !trailer.subarray(8).equals(END_MAGIC) ||
    offset > file.size - TRAILER_SIZE - FRAME_HEAD_SIZE ||
    offset < file.size - TRAILER_SIZE - FRAME_HEAD_SIZE - LARGEST_FRAME
  ) {
    throw new DamagedBackupError('It does not end as a native part does');
  }
  const bytes = await readRange(set, file, {
    start: offset,
    end: file.size - TRAILER_SIZE,
    ...options,
  });
  const head = FrameHead.parse(bytes.subarray(0, FRAME_HEAD_SIZE));
  if (!head.isFooter) {
    throw new DamagedBackupError('Its end does not point to its footer');
  }
  const footer = await readFooter(
    header,
    head,
    bytes.subarray(FRAME_HEAD_SIZE),
  );
  return { header, footer };
}

async function readHeaderOf(
  set: BackupSetReader,
  file: ManifestFile,
  options: { signal: AbortSignal },
): Promise<NativeHeader> {
  const content = await set.read(file.path, {
    range: { start: 0, end: Math.min(FIRST_READ, file.size) },
    ...options,
  });
  try {
    return await readHeader(ByteCursor.create(content));
  } catch (error) {
    options.signal.throwIfAborted();
    if (file.size <= FIRST_READ) {
      throw error;
    }
  } finally {
    content.destroy();
  }
  const whole = await set.read(file.path, options);
  try {
    return await readHeader(ByteCursor.create(whole));
  } finally {
    whole.destroy();
  }
}

async function readRange(
  set: BackupSetReader,
  file: ManifestFile,
  { start, end, signal }: { start: number; end: number; signal: AbortSignal },
): Promise<Buffer> {
  if (start < 0 || end > file.size || end < start) {
    throw new DamagedBackupError('Its index points outside of it');
  }
  const content = await set.read(file.path, { signal, range: { start, end } });
  const bytes = await ByteCursor.create(content).take(end - start);
  content.destroy();
  if (!bytes) {
    throw new DamagedBackupError('It is cut short');
  }
  return bytes;
}
