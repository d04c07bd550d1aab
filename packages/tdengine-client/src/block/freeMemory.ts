/** What is smaller may share its memory with others (`Buffer.poolSize`), and is not worth the trouble. */
const LEAST_BYTES = 64 * 1024;

/** TypeScript's library has it only for later targets; Node has since 21. */
interface TransferableBuffer {
  transfer(newLength: number): ArrayBuffer;
}

/**
 * Gives memory back at once that nobody looks at any more. Left to the garbage collector it costs more than filling it:
 * every 64 MB of such memory makes it go through all that the process has.
 *
 * @param bytes - a view of memory that belongs to the caller alone; reads through any view of it find nothing afterwards
 * @public
 */
export function freeMemory(bytes: ArrayBufferView): void {
  const { buffer } = bytes;
  if (buffer instanceof ArrayBuffer && buffer.byteLength > LEAST_BYTES) {
    // Whoever gets it gets nothing of it, and drops that.
    (buffer as unknown as TransferableBuffer).transfer(0);
  }
}
