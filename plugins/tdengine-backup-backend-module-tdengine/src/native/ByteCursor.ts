/**
 * Reads given numbers of bytes from a stream of chunks of any size.
 *
 * @internal
 */
export class ByteCursor {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #rest: Buffer[] = [];
  #available = 0;
  #position = 0;

  private constructor(content: AsyncIterable<Uint8Array>) {
    this.#chunks = content[Symbol.asyncIterator]();
  }

  static create(content: AsyncIterable<Uint8Array>): ByteCursor {
    return new ByteCursor(content);
  }

  /** Bytes taken so far. */
  get position(): number {
    return this.#position;
  }

  /** Exactly as many bytes; `undefined` where the stream ends before. */
  async take(length: number): Promise<Buffer | undefined> {
    while (this.#available < length) {
      const { done, value } = await this.#chunks.next();
      if (done) {
        return undefined;
      }
      this.#rest.push(
        Buffer.from(value.buffer, value.byteOffset, value.byteLength),
      );
      this.#available += value.byteLength;
    }
    const all =
      this.#rest.length === 1 ? this.#rest[0] : Buffer.concat(this.#rest);
    this.#rest = [all.subarray(length)];
    this.#available -= length;
    this.#position += length;
    return all.subarray(0, length);
  }

  /** Whether nothing is left. */
  async atEnd(): Promise<boolean> {
    return this.#available === 0 && (await this.take(1)) === undefined;
  }

  /** Ends the reading early. */
  async close(): Promise<void> {
    await this.#chunks.return?.();
  }
}
