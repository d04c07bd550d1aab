import { BackupSetReader } from '../BackupSetReader';
import { MeasuredContent } from './MeasuredContent';
import { ProblemList } from './ProblemList';

/**
 * Compares the file a set was packed into with what was published of it. That covers what lies between the files in it,
 * too: headers, padding and the directory.
 *
 * @internal
 */
export async function checkArchive(
  reader: BackupSetReader,
  problems: ProblemList,
  options: { signal: AbortSignal },
): Promise<void> {
  const { archive } = reader;
  if (!archive) {
    return;
  }
  try {
    const content = new MeasuredContent(await archive.read(options));
    const { size, digest } = await content.drain();
    if (size !== archive.size) {
      problems.add(
        archive.file,
        'size',
        `'${archive.file}' has ${size} bytes where ${archive.size} were written`,
      );
    } else if (digest !== archive.sha256) {
      problems.add(
        archive.file,
        'digest',
        `'${archive.file}' is not what was written: its SHA-256 is ${digest} where ${archive.sha256} was written`,
      );
    }
  } catch (error) {
    options.signal.throwIfAborted();
    problems.add(
      archive.file,
      'unreadable',
      `'${archive.file}' cannot be read: ${(error as Error).message}`,
    );
  }
}
