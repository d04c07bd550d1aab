import { median } from '../alerts/median';
import { TargetSample } from '../database/UsageStore';

const DAY_MS = 86_400_000;
const FEWEST_SAMPLES = 3;
/** Further ahead nobody plans, and a growth of next to nothing would say. */
const LONGEST_DAYS = 3650;

/**
 * In how many days a target is full at its growth so far; `undefined` where it does not grow, or too little is known.
 * What fills a target need not be backups, so its free space says more than what they take. The growth is the median of
 * the slopes between all pairs of days (Theil and Sen), which a day on which much came or went does not bend.
 *
 * @param samples - of one target, the oldest first
 */
export function forecastFull(
  samples: ReadonlyArray<Pick<TargetSample, 'day' | 'usedBytes' | 'freeBytes'>>,
  freeBytes: number | undefined,
): number | undefined {
  if (freeBytes === undefined) {
    return undefined;
  }
  const withFree = samples.flatMap(({ day, freeBytes: free }) =>
    free === undefined ? [] : { day, taken: -free },
  );
  const points =
    withFree.length >= FEWEST_SAMPLES
      ? withFree
      : samples.map(({ day, usedBytes }) => ({ day, taken: usedBytes }));
  if (points.length < FEWEST_SAMPLES) {
    return undefined;
  }
  const growth = median(slopes(points));
  const days = Math.floor(freeBytes / growth);
  return growth > 0 && days <= LONGEST_DAYS ? days : undefined;
}

function slopes(points: ReadonlyArray<{ day: string; taken: number }>) {
  return points.flatMap((later, index) =>
    points.slice(0, index).map(earlier => {
      const days = (Date.parse(later.day) - Date.parse(earlier.day)) / DAY_MS;
      return (later.taken - earlier.taken) / days;
    }),
  );
}
