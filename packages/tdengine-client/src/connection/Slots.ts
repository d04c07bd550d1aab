import { onAbort } from './onAbort';

/**
 * A limited number of slots; who finds none waits in line.
 *
 * @public
 */
export class Slots {
  /** In the order of their coming. */
  readonly #waiting = new Set<{ take(): void; stopListening(): void }>();
  #free: number;

  private constructor(count: number) {
    this.#free = count;
  }

  static create(count: number): Slots {
    return new Slots(count);
  }

  /**
   * Takes a slot.
   *
   * @throws the signal's reason
   */
  acquire(signal: AbortSignal | undefined): Promise<void> {
    if (signal?.aborted) {
      return Promise.reject(signal.reason);
    }
    if (this.#free > 0) {
      this.#free -= 1;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const waiting = {
        take: () => resolve(),
        stopListening: onAbort(signal, reason => {
          this.#waiting.delete(waiting);
          reject(reason);
        }),
      };
      this.#waiting.add(waiting);
    });
  }

  /** Gives a slot back, to the first in line if there is one. */
  release(): void {
    const [next] = this.#waiting;
    if (next) {
      this.#waiting.delete(next);
      next.stopListening();
      next.take();
    } else {
      this.#free += 1;
    }
  }
}
