const SMALLEST_BYTES = 64 * 1024;

/**
 * Collects the bytes of one part. Its memory grows with what is in it, so that a small object takes little, and is used
 * again for the next part.
 *
 * @internal
 */
export class PartBuffer {
  #memory: Buffer = Buffer.alloc(0);
  #length = 0;
  #capacity = 0;

  /** Begins a part of so many bytes at most. */
  begin(capacity: number): void {
    this.#capacity = capacity;
    this.#length = 0;
  }

  get length(): number {
    return this.#length;
  }

  get isFull(): boolean {
    return this.#length === this.#capacity;
  }

  /** Takes what fits, and returns how many bytes that were. */
  append(chunk: Uint8Array): number {
    const taken = Math.min(chunk.byteLength, this.#capacity - this.#length);
    this.#grow(this.#length + taken);
    this.#memory.set(chunk.subarray(0, taken), this.#length);
    this.#length += taken;
    return taken;
  }

  /** What is in it; the same memory. */
  bytes(): Buffer {
    return this.#memory.subarray(0, this.#length);
  }

  #grow(needed: number): void {
    if (needed <= this.#memory.byteLength) {
      return;
    }
    const larger = Buffer.allocUnsafeSlow(
      Math.min(
        this.#capacity,
        Math.max(needed, 2 * this.#memory.byteLength, SMALLEST_BYTES),
      ),
    );
    larger.set(this.bytes());
    this.#memory = larger;
  }
}
