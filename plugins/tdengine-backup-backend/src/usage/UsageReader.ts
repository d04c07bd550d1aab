import { TargetUsage } from 'backstage-plugin-tdengine-backup-common';
import { TargetSample, UsageStore } from '../database/UsageStore';
import { dayOf } from './dayOf';
import { forecastFull } from './forecastFull';
import { TargetSpace, TargetSpaces } from './TargetSpaces';

const GROWTH_DAYS = 30;
/** Of a target that was taken out of the configuration, with backups on it still. */
const UNKNOWN_TYPE = 'unknown';

/** The usage of a target, and whether it could be asked for its room. */
export interface CurrentUsage extends TargetUsage {
  unreachable: boolean;
}

/** What is used of the targets now, and how it came to that. */
export class UsageReader {
  readonly #usage: UsageStore;
  readonly #spaces: TargetSpaces;
  readonly #now: () => Date;

  static create(options: {
    usage: UsageStore;
    spaces: TargetSpaces;
    now: () => Date;
  }): UsageReader {
    return new UsageReader(options);
  }

  private constructor(options: Parameters<typeof UsageReader.create>[0]) {
    this.#usage = options.usage;
    this.#spaces = options.spaces;
    this.#now = options.now;
  }

  /** @param options - how many days the trend goes back; the forecast is always of the last 30 */
  async targets(options: { days?: number } = {}): Promise<CurrentUsage[]> {
    const { days = GROWTH_DAYS } = options;
    const now = this.#now();
    const [used, spaces, samples] = await Promise.all([
      this.#usage.byTarget(),
      this.#spaces.read(),
      this.#usage.samples(dayOf(now, -Math.max(days, GROWTH_DAYS))),
    ]);
    const configured = new Set(spaces.map(({ target }) => target));
    const removed = used
      .filter(({ target }) => !configured.has(target))
      .map(({ target }): TargetSpace => ({ target, type: UNKNOWN_TYPE }));
    return [...spaces, ...removed].map(({ error, ...space }) => {
      const { target, freeBytes } = space;
      const own = samples.filter(sample => sample.target === target);
      const { backups = 0, usedBytes = 0 } =
        used.find(entry => entry.target === target) ?? {};
      const recent = dayOf(now, -GROWTH_DAYS);
      return {
        ...space,
        backups,
        usedBytes,
        daysUntilFull: forecastFull(
          own.filter(({ day }) => day >= recent),
          freeBytes,
        ),
        samples: own
          .filter(({ day }) => day >= dayOf(now, -days))
          .map(toSample),
        unreachable: error !== undefined,
      };
    });
  }
}

function toSample({ day, usedBytes, freeBytes }: TargetSample) {
  return { day, usedBytes, freeBytes };
}
