import { AlertsConfig } from '../../config/AlertsConfig';
import { formatBytes } from '../../runs/formatBytes';
import { AlertFacts } from '../AlertFacts';
import { Finding } from '../Finding';

/** From here on a run will fail soon. */
const NEARLY_FULL = 0.95;
/** An open alert is over a little below its threshold, so that a target that stays around it is told of once. */
const HYSTERESIS = 0.02;

/** More of a target is taken than should be. */
export function evaluateStorageUsage(
  { targets, open }: Pick<AlertFacts, 'targets' | 'open'>,
  config: AlertsConfig['storage'],
): Finding[] {
  return targets.flatMap(({ target, freeBytes, totalBytes }) => {
    if (freeBytes === undefined || !totalBytes) {
      return [];
    }
    const key = storageUsageKey(target);
    const used = 1 - freeBytes / totalBytes;
    const threshold = config.usedAbove - (open.has(key) ? HYSTERESIS : 0);
    if (used <= threshold) {
      return [];
    }
    const percent = Math.floor(used * 100);
    return {
      key,
      kind: 'storageUsage' as const,
      level: used >= NEARLY_FULL ? ('error' as const) : ('warning' as const),
      target,
      message: `${percent} % of storage target '${target}' are taken, of ${formatBytes(
        totalBytes,
      )}`,
      details: { usedPercent: percent, totalBytes },
    };
  });
}

export function storageUsageKey(target: string): string {
  return `storageUsage:${target}`;
}
