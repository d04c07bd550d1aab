import { Readable } from 'node:stream';

/**
 * A stream that goes on elsewhere where it breaks off: at the byte that comes next, out of another copy of the same bytes.
 */
export async function* failoverStream(options: {
  content: Readable;
  /** Of the first byte of `content`. */
  position: number;
  /** Where it ends; a stream that ends earlier broke off. Not known where it is left out. */
  end?: number;
  /** The rest, from a position on, out of another copy. Throws where there is none. */
  goOn: (position: number, error: unknown) => Promise<Readable>;
  signal: AbortSignal;
}): AsyncGenerator<Uint8Array> {
  const { end, goOn, signal } = options;
  let { content, position } = options;
  try {
    for (;;) {
      let cause: unknown;
      try {
        for await (const chunk of content) {
          position += chunk.byteLength;
          yield chunk;
        }
      } catch (error) {
        cause = error;
      }
      // What was handed out is not what was written; other bytes cannot mend that.
      if (cause instanceof Error && cause.name === 'DamagedBackupError') {
        throw cause;
      }
      if (position === end || (cause === undefined && end === undefined)) {
        return;
      }
      signal.throwIfAborted();
      if (end !== undefined && position > end) {
        throw new Error(`The content is ${position - end} bytes too long`);
      }
      content.destroy();
      content = await goOn(
        position,
        cause ?? new Error(`The content ended before byte ${end}`),
      );
    }
  } finally {
    content.destroy();
  }
}
