import { ByteRange } from '../target';
import { DamagedBackupError } from './errors';

/**
 * Reads a stream into memory, up to a limit. Throws a DamagedBackupError beyond it.
 *
 * @internal
 */
export async function readBytes(
  content: AsyncIterable<Uint8Array>,
  options: { name: string; maximumBytes: number },
): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of content) {
    size += chunk.byteLength;
    if (size > options.maximumBytes) {
      throw new DamagedBackupError(
        `'${options.name}' is larger than the ${options.maximumBytes} bytes it may have`,
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

/**
 * Passes a stream on and throws a DamagedBackupError as soon as it turns out not to have exactly `size` bytes.
 *
 * @internal
 */
export async function* exactly(
  content: AsyncIterable<Uint8Array>,
  options: { name: string; size: number },
): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const chunk of content) {
    size += chunk.byteLength;
    if (size > options.size) {
      break;
    }
    yield chunk;
  }
  if (size !== options.size) {
    throw new DamagedBackupError(
      `'${options.name}' has ${
        size > options.size ? 'more' : 'fewer'
      } than the ${options.size} bytes it should have`,
    );
  }
}

/**
 * The bytes of a range out of a stream that can only be read from its start.
 *
 * @internal
 */
export async function* sliceBytes(
  content: AsyncIterable<Uint8Array>,
  range: ByteRange,
): AsyncGenerator<Uint8Array> {
  let position = 0;
  for await (const chunk of content) {
    const start = Math.max(range.start - position, 0);
    const end = Math.min(range.end - position, chunk.byteLength);
    if (start < end) {
      yield chunk.subarray(start, end);
    }
    position += chunk.byteLength;
    if (position >= range.end) {
      return;
    }
  }
}

/**
 * A range that does not reach beyond the end.
 *
 * @internal
 */
export function clampRange(
  range: ByteRange | undefined,
  size: number,
): ByteRange {
  const start = Math.min(range?.start ?? 0, size);
  return { start, end: Math.max(Math.min(range?.end ?? size, size), start) };
}
