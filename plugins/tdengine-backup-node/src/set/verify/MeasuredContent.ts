import { createHash } from 'node:crypto';

/**
 * Passes bytes on to whoever decodes them and keeps their number and digest. Tells failures of storage from those of the
 * decoder, which see the same exception pass by.
 *
 * @internal
 */
export class MeasuredContent implements AsyncIterable<Uint8Array> {
  readonly #content: AsyncIterable<Uint8Array>;
  readonly #hash = createHash('sha256');
  #size = 0;
  #failure: unknown;
  #ended = false;

  constructor(content: AsyncIterable<Uint8Array>) {
    this.#content = content;
  }

  /** What storage failed with, where it did. */
  get failure(): unknown {
    return this.#failure;
  }

  /** Everything was read to its end. */
  get ended(): boolean {
    return this.#ended;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    const iterator = this.#content[Symbol.asyncIterator]();
    try {
      for (;;) {
        const next = await this.#next(iterator);
        if (next === undefined) {
          return;
        }
        yield next;
      }
    } finally {
      await iterator.return?.();
    }
  }

  /** Reads what is left. */
  async drain(): Promise<{ size: number; digest: string }> {
    for await (const _ of this) {
      // Measured on its way through.
    }
    return { size: this.#size, digest: this.#hash.copy().digest('hex') };
  }

  async #next(
    iterator: AsyncIterator<Uint8Array>,
  ): Promise<Uint8Array | undefined> {
    try {
      const { done, value } = await iterator.next();
      if (done) {
        this.#ended = true;
        return undefined;
      }
      this.#hash.update(value);
      this.#size += value.byteLength;
      return value;
    } catch (error) {
      this.#failure = error;
      throw error;
    }
  }
}
