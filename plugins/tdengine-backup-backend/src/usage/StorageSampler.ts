import { UsageStore } from '../database/UsageStore';
import { dayOf } from './dayOf';
import { TargetSpaces } from './TargetSpaces';

/**
 * Writes down once a day what is used of every target. Safe to run at any time and by several processes at once: a day
 * has one sample of a target.
 */
export class StorageSampler {
  readonly #usage: UsageStore;
  readonly #spaces: TargetSpaces;
  readonly #now: () => Date;

  static create(options: {
    usage: UsageStore;
    spaces: TargetSpaces;
    now: () => Date;
  }): StorageSampler {
    return new StorageSampler(options);
  }

  private constructor(options: Parameters<typeof StorageSampler.create>[0]) {
    this.#usage = options.usage;
    this.#spaces = options.spaces;
    this.#now = options.now;
  }

  /** Does nothing where today's sample is there. */
  async run(signal: AbortSignal): Promise<void> {
    const day = dayOf(this.#now());
    if (await this.#usage.hasSamplesOf(day)) {
      return;
    }
    const used = await this.#usage.byTarget();
    const spaces = await this.#spaces.read();
    if (signal.aborted) {
      return;
    }
    const names = new Set([
      ...spaces.map(({ target }) => target),
      ...used.map(({ target }) => target),
    ]);
    await this.#usage.saveSamples(
      [...names].map(target => {
        const space = spaces.find(entry => entry.target === target);
        return {
          day,
          target,
          backups: 0,
          usedBytes: 0,
          ...used.find(entry => entry.target === target),
          freeBytes: space?.freeBytes,
          totalBytes: space?.totalBytes,
        };
      }),
    );
  }
}
