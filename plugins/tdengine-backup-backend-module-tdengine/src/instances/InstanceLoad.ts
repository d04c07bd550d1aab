import { setTimeout as sleep } from 'node:timers/promises';
import { ColumnBlock, Slots } from 'tdengine-client';
import { TdengineInstance } from './TdengineInstance';

/** How far ahead of its rate a run may get: enough for a block, too little for a server to suffer. */
const AHEAD_MS = 100;

/**
 * Keeps what backups and restores ask of one server within what its configuration allows, all runs of this process
 * together: scans and writes at once, rows and bytes a second.
 *
 * @internal
 */
export class InstanceLoad {
  readonly #slots: Slots | undefined;
  readonly #rowsPerMs: number;
  readonly #bytesPerMs: number;
  /** When all that was asked for so far will have been due, in milliseconds of the clock below. */
  #dueAt = 0;

  private constructor(
    instance: Pick<TdengineInstance, 'parallelism' | 'throttle'>,
  ) {
    const { parallelism, throttle = {} } = instance;
    this.#slots =
      parallelism === undefined ? undefined : Slots.create(parallelism);
    this.#rowsPerMs = (throttle.rowsPerSecond ?? Infinity) / 1_000;
    this.#bytesPerMs = (throttle.megabytesPerSecond ?? Infinity) * 1_000;
  }

  static create(
    instance: Pick<TdengineInstance, 'parallelism' | 'throttle'>,
  ): InstanceLoad {
    return new InstanceLoad(instance);
  }

  /** Waits for one of the scans or writes that may run at once, and runs it. */
  async one<T>(signal: AbortSignal, run: () => Promise<T>): Promise<T> {
    await this.#slots?.acquire(signal);
    try {
      return await run();
    } finally {
      this.#slots?.release();
    }
  }

  /** See {@link one}, for what gives its results bit by bit. */
  async *each<T>(
    signal: AbortSignal,
    run: () => AsyncIterable<T>,
  ): AsyncGenerator<T> {
    await this.#slots?.acquire(signal);
    try {
      yield* run();
    } finally {
      this.#slots?.release();
    }
  }

  /** Waits until rows that were read or are to be written are within the rate. */
  async spend(rows: number, bytes: number, signal: AbortSignal): Promise<void> {
    const takesMs = Math.max(rows / this.#rowsPerMs, bytes / this.#bytesPerMs);
    if (takesMs === 0) {
      return;
    }
    const now = performance.now();
    this.#dueAt = Math.max(this.#dueAt, now) + takesMs;
    const early = this.#dueAt - now - AHEAD_MS;
    if (early > 0) {
      await sleep(early, undefined, { signal });
    }
  }

  /** Blocks at no more than the rate. */
  async *pace(
    blocks: AsyncIterable<ColumnBlock>,
    signal: AbortSignal,
  ): AsyncGenerator<ColumnBlock> {
    for await (const block of blocks) {
      await this.spend(block.rows, block.buffer.byteLength, signal);
      yield block;
    }
  }
}
