import { pipeline, Readable, Transform } from 'node:stream';
import { UnusableAnswerError } from './UnusableAnswerError';

/** A thousand entries with the longest names are a third of it. */
const MOST_BYTES = 16 * 1024 * 1024;

/**
 * The body of an answer that is taken into memory whole, and is therefore not read beyond 16 MiB: fails with an
 * {@link UnusableAnswerError} there. Not for the content of objects.
 *
 * @public
 */
export function limitAnswer(body: Readable): Readable {
  let size = 0;
  const limited = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      size += chunk.byteLength;
      if (size > MOST_BYTES) {
        done(
          new UnusableAnswerError(
            `the server's answer is longer than ${MOST_BYTES} bytes, which none to that question is`,
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
