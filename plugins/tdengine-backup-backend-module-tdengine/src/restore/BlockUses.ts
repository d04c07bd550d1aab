import { ColumnBlock } from 'tdengine-client';

/**
 * Counts who still needs a block, and gives its memory back when nobody does.
 *
 * @internal
 */
export class BlockUses {
  readonly #uses = new Map<ColumnBlock, number>();

  private constructor() {}

  static create(): BlockUses {
    return new BlockUses();
  }

  add(block: ColumnBlock): void {
    this.#uses.set(block, (this.#uses.get(block) ?? 0) + 1);
  }

  /** Ends one use of the block. */
  end(block: ColumnBlock): void {
    const left = (this.#uses.get(block) ?? 0) - 1;
    if (left > 0) {
      this.#uses.set(block, left);
    } else if (this.#uses.delete(block)) {
      block.release();
    }
  }
}
