import {
  PolicyDestination,
  StorageTargetInfo,
} from 'backstage-plugin-tdengine-backup-common';

const WEEK_DAYS = 7;
const MONTH_DAYS = 30;

/**
 * What whoever adds a destination probably wants: a copy on a target that has none after a week; where each has one, that
 * one of them goes after a month. Undefined where nothing is left to be said.
 */
export function newDestination(
  destinations: readonly PolicyDestination[],
  targets: readonly StorageTargetInfo[] = [],
  chosen: readonly string[] = [],
): PolicyDestination | undefined {
  const free = targets
    .map(({ name }) => name)
    .filter(name => !destinations.some(({ target }) => target === name));
  const later = free.find(name => !chosen.includes(name));
  if (later !== undefined) {
    return { target: later, afterDays: WEEK_DAYS };
  }
  // The only copy stays for as long as the backup does.
  return free.length > 0 && targets.length > 1
    ? { target: free[0], keepDays: MONTH_DAYS }
    : undefined;
}
