import { RandomAccessReader } from 'yauzl';
import { ByteSource } from './ByteSource';
import { readBytes } from './byteStreams';

const BLOCK_BYTES = 256 * 1024;
const MAXIMUM_BLOCKS = 8;

/**
 * Hands yauzl the small pieces it asks for out of large ones, so that the directory of a remote archive takes a handful
 * of requests and not one an entry.
 *
 * @internal
 */
export class CachedRandomAccess extends RandomAccessReader {
  readonly #source: ByteSource;
  readonly #signal: AbortSignal;
  readonly #blocks = new Map<number, Promise<Buffer>>();

  constructor(source: ByteSource, signal: AbortSignal) {
    super();
    this.#source = source;
    this.#signal = signal;
  }

  read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    this.readRange(position, length).then(
      bytes => {
        bytes.copy(buffer, offset);
        callback(null);
      },
      error => callback(error),
    );
  }

  async readRange(position: number, length: number): Promise<Buffer> {
    const end = position + length;
    if (position < 0 || end > this.#source.size) {
      throw new Error('it points beyond its own end');
    }
    const pieces: Buffer[] = [];
    for (let at = position; at < end; ) {
      const index = Math.floor(at / BLOCK_BYTES);
      const start = at - index * BLOCK_BYTES;
      const block = await this.#block(index);
      const piece = block.subarray(start, start + end - at);
      if (piece.byteLength === 0) {
        throw new Error('it ends before it should');
      }
      pieces.push(piece);
      at += piece.byteLength;
    }
    return Buffer.concat(pieces, length);
  }

  #block(index: number): Promise<Buffer> {
    const cached = this.#blocks.get(index);
    if (cached) {
      return cached;
    }
    const block = this.#load(index);
    this.#blocks.set(index, block);
    block.catch(() => this.#blocks.delete(index));
    if (this.#blocks.size > MAXIMUM_BLOCKS) {
      const [oldest] = this.#blocks.keys();
      this.#blocks.delete(oldest);
    }
    return block;
  }

  async #load(index: number): Promise<Buffer> {
    const start = index * BLOCK_BYTES;
    const end = Math.min(start + BLOCK_BYTES, this.#source.size);
    const content = await this.#source.read({
      signal: this.#signal,
      range: { start, end },
    });
    return readBytes(content, {
      name: this.#source.name,
      maximumBytes: BLOCK_BYTES,
    });
  }
}
