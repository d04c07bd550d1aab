/**
 * Memory for frames, used again when a frame is stored: new memory for every frame would cost more than filling it.
 *
 * @internal
 */
export class FrameBuffers {
  #free: Buffer[] = [];

  static create(): FrameBuffers {
    return new FrameBuffers();
  }

  take(length: number): Buffer {
    const index = this.#free.findIndex(
      ({ buffer }) => buffer.byteLength >= length,
    );
    const memory =
      index < 0
        ? Buffer.allocUnsafeSlow(roundUp(length))
        : this.#free.splice(index, 1)[0];
    return Buffer.from(memory.buffer, 0, length);
  }

  /** @param bytes - from {@link take}; nobody may look at them any more */
  giveBack(bytes: Buffer): void {
    this.#free.push(bytes);
  }
}

/** Frames of one table are about as large as the others. */
function roundUp(length: number): number {
  const step = 256 * 1024;
  return Math.ceil(length / step) * step;
}
