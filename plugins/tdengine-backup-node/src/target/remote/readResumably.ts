import { addAbortSignal, Readable } from 'node:stream';
import { heardLater } from '../../streams';
import { pauseBeforeRetry } from './retryTransient';

/**
 * A stream over a connection that may break: it goes on at the byte where it was cut.
 *
 * @remarks
 *
 * A connection that ends early without an error counts as cut, and so does one that is silent for too long. A try that
 * brought bytes gives back the tries that were used up before. What a server sends beyond the end is left with it.
 *
 * @public
 */
export async function readResumably(options: {
  /** Opens the content without its first bytes. Has to fail when the object is another one than at first. */
  open: (offset: number, signal: AbortSignal) => Promise<Readable>;
  /** Bytes that have to come, those of the offset included. */
  size: () => number;
  signal: AbortSignal;
  /** The most tries in a row that bring nothing. */
  attempts: number;
  idleTimeoutMs: number;
  isTransient: (error: unknown) => boolean;
  /** What the reader of the stream is told. */
  translate: (error: unknown) => Error;
}): Promise<Readable> {
  const closed = new AbortController();
  const signal = AbortSignal.any([options.signal, closed.signal]);
  // Whoever asks for what is not there is told at once.
  const first = heardLater(await options.open(0, signal));
  const iterator = chunks(first, { ...options, signal });
  const stream = new Readable({
    highWaterMark: 256 * 1024,
    read() {
      iterator.next().then(
        ({ done, value }) => this.push(done ? null : value),
        error => this.destroy(error),
      );
    },
    // Not `Readable.from`: that one waits for a server that says nothing more before it ends.
    destroy(error, done) {
      closed.abort();
      iterator.return(undefined).catch(() => {});
      done(error);
    },
  });
  return heardLater(addAbortSignal(options.signal, stream));
}

async function* chunks(
  first: Readable,
  options: Parameters<typeof readResumably>[0],
): AsyncGenerator<Uint8Array> {
  const { open, size, signal, attempts, isTransient, translate } = options;
  let offset = 0;
  let current: Readable | undefined = first;
  for (let attempt = 1; ; attempt++) {
    try {
      current ??= await open(offset, signal);
      const connection = addAbortSignal(signal, current);
      for await (const chunk of withIdleTimeout(
        connection,
        options.idleTimeoutMs,
      )) {
        const due = size() - offset;
        offset += chunk.byteLength;
        attempt = 1;
        if (chunk.byteLength > due) {
          yield chunk.subarray(0, due);
          return;
        }
        yield chunk;
      }
      if (offset >= size()) {
        return;
      }
      throw Object.assign(new Error('the connection ended early'), {
        code: 'ECONNRESET',
      });
    } catch (error) {
      signal.throwIfAborted();
      if (attempt >= attempts || !isTransient(error)) {
        throw translate(error);
      }
    } finally {
      current?.destroy();
    }
    current = undefined;
    await pauseBeforeRetry(attempt, signal);
  }
}

/** The time that the reader takes with a chunk does not count, only that in which it waits for the next. */
async function* withIdleTimeout(
  stream: Readable,
  milliseconds: number,
): AsyncGenerator<Uint8Array> {
  const iterator = stream[Symbol.asyncIterator]();
  try {
    for (;;) {
      const timer = setTimeout(
        () =>
          stream.destroy(
            Object.assign(new Error('no more bytes came'), {
              code: 'ETIMEDOUT',
            }),
          ),
        milliseconds,
      );
      let next;
      try {
        next = await iterator.next();
      } finally {
        clearTimeout(timer);
      }
      if (next.done) {
        return;
      }
      yield next.value;
    }
  } finally {
    stream.destroy();
  }
}
