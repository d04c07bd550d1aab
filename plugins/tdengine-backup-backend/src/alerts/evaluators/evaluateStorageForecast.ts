import { AlertsConfig } from '../../config/AlertsConfig';
import { AlertFacts } from '../AlertFacts';
import { Finding } from '../Finding';

const DAY_MS = 24 * 3_600_000;
/** Nobody can wait any more. */
const URGENT_DAYS = 3;
/** An open alert is over when the forecast is so many times better, so that one that wavers is told of once. */
const HYSTERESIS = 1.2;

/** A target will be full soon. */
export function evaluateStorageForecast(
  { targets, open }: Pick<AlertFacts, 'targets' | 'open'>,
  config: AlertsConfig['storage'],
): Finding[] {
  return targets.flatMap(({ target, daysUntilFull }) => {
    const key = storageForecastKey(target);
    const within =
      (config.fullWithinMs / DAY_MS) * (open.has(key) ? HYSTERESIS : 1);
    if (daysUntilFull === undefined || daysUntilFull > within) {
      return [];
    }
    return {
      key,
      kind: 'storageForecast' as const,
      level:
        daysUntilFull <= URGENT_DAYS
          ? ('error' as const)
          : ('warning' as const),
      target,
      message: `Storage target '${target}' will be full in ${daysUntilFull} days at the growth of the last 30`,
      details: { daysUntilFull },
    };
  });
}

export function storageForecastKey(target: string): string {
  return `storageForecast:${target}`;
}
