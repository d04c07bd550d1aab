import { Readable } from 'node:stream';

/**
 * The same stream, whose reader may come late.
 *
 * @remarks
 *
 * An error that nobody listens for yet would end the process: one of several that are read at once fails, and the signal
 * of all of them aborts those that were opened a moment ago. Whoever reads the stream later is told of the error all the
 * same.
 *
 * @internal
 */
export function heardLater<S extends Readable>(stream: S): S {
  return stream.on('error', () => {});
}
