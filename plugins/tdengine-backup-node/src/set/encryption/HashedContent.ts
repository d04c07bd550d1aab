import { createHash } from 'node:crypto';
import { inStageSync } from '../../run';

/**
 * Passes bytes on and keeps their number and digest.
 *
 * @internal
 */
export class HashedContent implements AsyncIterable<Uint8Array> {
  readonly #content: AsyncIterable<Uint8Array>;
  readonly #hash = createHash('sha256');
  #size = 0;

  constructor(content: AsyncIterable<Uint8Array>) {
    this.#content = content;
  }

  /** Of what was passed on so far. */
  get measured(): { size: number; digest: string } {
    return { size: this.#size, digest: this.#hash.copy().digest('hex') };
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    for await (const chunk of this.#content) {
      inStageSync('hash', () => this.#hash.update(chunk));
      this.#size += chunk.byteLength;
      yield chunk;
    }
  }
}
