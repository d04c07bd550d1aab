import { createHash } from 'node:crypto';
import { DamagedBackupError } from './errors';

/**
 * What was written, by which it is known again.
 *
 * @public
 */
export interface ExpectedContent {
  /** For messages. */
  name: string;
  /** Bytes, where they are known. */
  size?: number;
  /** SHA-256 in hex. */
  sha256: string;
}

/**
 * Passes bytes on and throws a DamagedBackupError that names the file when they turn out not to be those that were
 * written. The last chunk is held back until that is known, so that nobody comes to the end of something else.
 *
 * @public
 */
export async function* verifiedContent(
  content: AsyncIterable<Uint8Array>,
  expected: ExpectedContent,
): AsyncGenerator<Uint8Array> {
  const { name, size: wanted, sha256 } = expected;
  const hash = createHash('sha256');
  let size = 0;
  let held: Uint8Array | undefined;
  for await (const chunk of content) {
    size += chunk.byteLength;
    if (wanted !== undefined && size > wanted) {
      break;
    }
    hash.update(chunk);
    if (held) {
      yield held;
    }
    held = chunk;
  }
  if (wanted !== undefined && size !== wanted) {
    throw new DamagedBackupError(
      `'${name}' is not what was written: it has ${
        size > wanted ? 'more' : 'fewer'
      } than ${wanted} bytes`,
    );
  }
  if (hash.digest('hex') !== sha256) {
    throw new DamagedBackupError(
      `'${name}' is not what was written: its SHA-256 is another`,
    );
  }
  if (held) {
    yield held;
  }
}
