import { Transform } from 'node:stream';

/**
 * Lets exactly as many bytes pass as were announced. A stream that ends early or goes on for too long fails instead of
 * looking whole.
 */
export function expectLength(length: number): Transform {
  let seen = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, callback) {
      seen += chunk.length;
      if (seen > length) {
        callback(new Error(`More than the announced ${length} bytes came`));
        return;
      }
      callback(undefined, chunk);
    },
    flush(callback) {
      callback(
        seen < length
          ? new Error(`Only ${seen} of the announced ${length} bytes came`)
          : undefined,
      );
    },
  });
}
