import { Readable } from 'node:stream';
import { heardLater } from './heardLater';

/**
 * A stream for interfaces that hand out streams, which ends the generator behind it when it is destroyed.
 *
 * @remarks
 *
 * It may be aborted before anybody reads it; that is told to who reads it then.
 *
 * @public
 */
export function toReadable(
  content: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): Readable {
  return heardLater(Readable.from(content, { objectMode: false, signal }));
}
