import { inStage } from 'backstage-plugin-tdengine-backup-node';
import { ColumnBlock } from 'tdengine-client';

/**
 * Blocks one after another, with a look at whether there is one more: a part is begun only when there is something to
 * put into it.
 *
 * @internal
 */
export class PeekableBlocks {
  readonly #iterator: AsyncIterator<ColumnBlock>;
  #next: ColumnBlock | undefined;
  #ended = false;

  private constructor(blocks: AsyncIterable<ColumnBlock>) {
    this.#iterator = blocks[Symbol.asyncIterator]();
  }

  static create(blocks: AsyncIterable<ColumnBlock>): PeekableBlocks {
    return new PeekableBlocks(blocks);
  }

  /** The next block with rows, left to be taken; `undefined` at the end. */
  async peek(): Promise<ColumnBlock | undefined> {
    while (!this.#ended && (this.#next?.rows ?? 0) === 0) {
      const { done, value } = await inStage('scan', () =>
        this.#iterator.next(),
      );
      this.#ended = done === true;
      this.#next = done ? undefined : value;
    }
    return this.#next;
  }

  /** The next block with rows; `undefined` at the end. */
  async take(): Promise<ColumnBlock | undefined> {
    const block = await this.peek();
    this.#next = undefined;
    return block;
  }

  /** Ends the reading early. */
  async close(): Promise<void> {
    this.#ended = true;
    this.#next = undefined;
    await this.#iterator.return?.();
  }
}
