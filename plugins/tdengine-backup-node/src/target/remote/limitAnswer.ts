import { pipeline, Readable, Transform } from 'node:stream';
import { UnusableAnswerError } from './UnusableAnswerError';

/** A page of a thousand entries with the longest names is a third of it. */
const MOST_BYTES = 16 * 1024 * 1024;

/**
 * The body of an answer that is taken into memory whole, and is therefore not read beyond so many bytes, 16 MiB where nothing
 * else is said: fails with an {@link UnusableAnswerError} there. Not for the content of objects.
 *
 * @public
 */
export function limitAnswer(body: Readable, mostBytes = MOST_BYTES): Readable {
  let size = 0;
  const limited = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      size += chunk.byteLength;
      if (size > mostBytes) {
        done(
          new UnusableAnswerError(
            `the server's answer is longer than ${mostBytes} bytes, which none to that question is`,
          ),
        );
      } else {
        done(null, chunk);
      }
    },
  });
  // Each ends with the other; whoever reads is told of errors.
  pipeline(body, limited, () => {});
  return limited;
}
