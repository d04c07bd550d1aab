import { channel, subscribe, unsubscribe } from 'node:diagnostics_channel';

const CHANNEL = 'tdengine-backup.stage';

const stages = channel(CHANNEL);

/**
 * Runs work and, where somebody listens, tells how long it took. Costs next to nothing where nobody does.
 *
 * @param stage - what it is called in a profile
 * @public
 */
export async function inStage<T>(
  stage: string,
  work: () => Promise<T>,
): Promise<T> {
  if (!stages.hasSubscribers) {
    return work();
  }
  const startedAt = performance.now();
  try {
    return await work();
  } finally {
    stages.publish({ stage, ms: performance.now() - startedAt });
  }
}

/**
 * See {@link inStage}, for work that is done when it returns.
 *
 * @public
 */
export function inStageSync<T>(stage: string, work: () => T): T {
  if (!stages.hasSubscribers) {
    return work();
  }
  const startedAt = performance.now();
  try {
    return work();
  } finally {
    stages.publish({ stage, ms: performance.now() - startedAt });
  }
}

/**
 * Sums up how long the stages of all runs in this process take. Stages of units that run side by side overlap, so the
 * sum can be more than the time that passes.
 *
 * @public
 */
export class StageClock {
  readonly #seconds = new Map<string, number>();
  readonly #listen = (message: unknown) => {
    const { stage, ms } = message as { stage: string; ms: number };
    this.#seconds.set(stage, (this.#seconds.get(stage) ?? 0) + ms / 1_000);
  };

  private constructor() {
    subscribe(CHANNEL, this.#listen);
  }

  /** Begins to listen. */
  static start(): StageClock {
    return new StageClock();
  }

  /** Ends the listening, and returns seconds by stage in the order in which they first ended. */
  stop(): Record<string, number> {
    unsubscribe(CHANNEL, this.#listen);
    return Object.fromEntries(this.#seconds);
  }
}
