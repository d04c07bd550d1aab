import { setTimeout as sleep } from 'node:timers/promises';
import {
  BlockWriter,
  isTransient,
  Stmt2Writer,
  TDengineClient,
} from 'tdengine-client';

const ATTEMPTS = 8;
const FIRST_DELAY_MS = 200;

/**
 * A connection or two that write one thing at a time.
 *
 * @internal
 */
export interface WriteLane {
  blocks(): Promise<BlockWriter>;
  statement(): Promise<Stmt2Writer>;
}

interface LaneOptions {
  database: string;
  /** Names of the columns that statements bind. */
  columns: readonly string[];
  /** Whether statements name the table at every bind. */
  superTableInsert: boolean;
  signal: AbortSignal;
}

class Lane implements WriteLane {
  readonly #client: TDengineClient;
  readonly #options: LaneOptions;
  #blocks: BlockWriter | undefined;
  #statement: Stmt2Writer | undefined;

  constructor(client: TDengineClient, options: LaneOptions) {
    this.#client = client;
    this.#options = options;
  }

  async blocks(): Promise<BlockWriter> {
    const { database, signal } = this.#options;
    this.#blocks ??= await this.#client.writer(database, { signal });
    return this.#blocks;
  }

  async statement(): Promise<Stmt2Writer> {
    const { database, columns, superTableInsert, signal } = this.#options;
    this.#statement ??= await this.#client.stmt2(database, {
      signal,
      superTableInsert,
      columns,
    });
    return this.#statement;
  }

  async close(): Promise<void> {
    const writers = [this.#blocks, this.#statement];
    this.#blocks = undefined;
    this.#statement = undefined;
    for (const writer of writers) {
      await writer?.close();
    }
  }
}

/**
 * Several lanes side by side: while one waits for the server, the next is filled. What fails for a while is tried again in
 * its lane; writing the same rows again does no harm.
 *
 * @internal
 */
export class WriteLanes {
  readonly #idle: Lane[];
  readonly #busy = new Set<Promise<void>>();
  readonly #signal: AbortSignal;
  #failure: { error: unknown } | undefined;

  private constructor(lanes: Lane[], signal: AbortSignal) {
    this.#idle = lanes;
    this.#signal = signal;
  }

  static create(
    count: number,
    client: TDengineClient,
    options: LaneOptions,
  ): WriteLanes {
    const lanes = Array.from(
      { length: count },
      () => new Lane(client, options),
    );
    return new WriteLanes(lanes, options.signal);
  }

  /** Waits for a lane and starts a write there; the error of an earlier one is thrown here. */
  async start(write: (lane: WriteLane) => Promise<void>): Promise<void> {
    while (this.#idle.length === 0 && !this.#failure) {
      await Promise.race(this.#busy);
    }
    this.#assertWell();
    const lane = this.#idle.pop()!;
    const running: Promise<void> = this.#retrying(lane, write)
      .catch(error => {
        this.#failure ??= { error };
      })
      .finally(() => {
        this.#busy.delete(running);
        this.#idle.push(lane);
      });
    this.#busy.add(running);
  }

  /** Waits until everything is written. */
  async settle(): Promise<void> {
    await Promise.all(this.#busy);
    this.#assertWell();
  }

  /** Waits for what is on its way, whatever comes of it, and gives the connections back. */
  async close(): Promise<void> {
    await Promise.all(this.#busy);
    await Promise.all(this.#idle.map(lane => lane.close()));
  }

  async #retrying(
    lane: Lane,
    write: (lane: WriteLane) => Promise<void>,
  ): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        await write(lane);
        return;
      } catch (error) {
        this.#signal.throwIfAborted();
        // The connection may be gone, and what it was told with it.
        await lane.close();
        if (attempt >= ATTEMPTS || !isTransient(error)) {
          throw error;
        }
      }
      await sleep(FIRST_DELAY_MS * 2 ** (attempt - 1), undefined, {
        signal: this.#signal,
      });
    }
  }

  #assertWell(): void {
    if (this.#failure) {
      throw this.#failure.error;
    }
  }
}
