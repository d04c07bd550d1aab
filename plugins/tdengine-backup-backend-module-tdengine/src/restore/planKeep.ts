import { Precision } from 'tdengine-client';
import { BackupContents } from './BackupContents';
import { TimeWindow, unitsPerMillisecond } from './TimeWindow';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const UNIT_MS: Readonly<Record<string, number>> = {
  m: 60_000,
  h: HOUR,
  d: DAY,
};

/**
 * How long a database keeps rows, in milliseconds: the last of the three tiers of KEEP.
 *
 * @returns `undefined` where the text is none that is known
 * @internal
 */
export function keepMilliseconds(keep: unknown): number | undefined {
  const match = /(?:^|,)(\d+)([mhd])?$/.exec(String(keep));
  return match ? Number(match[1]) * UNIT_MS[match[2] ?? 'd'] : undefined;
}

/**
 * The oldest timestamp that a database of a KEEP takes, in a precision. Whole hours and one to spare, so that a plan
 * looks the same while somebody reads it, and so that no row expires while the restore runs.
 *
 * @internal
 */
export function keepLimit(
  keepMs: number,
  precision: Precision,
  now: number,
): bigint {
  const limit = Math.ceil((now - keepMs) / HOUR) * HOUR + HOUR;
  return BigInt(limit) * unitsPerMillisecond(precision);
}

/**
 * A KEEP that takes rows from a timestamp on, with the first tiers as they were.
 *
 * @internal
 */
export function extendKeep(
  keep: string,
  oldest: bigint,
  precision: Precision,
  now: number,
): string {
  const oldestMs = Number(oldest / unitsPerMillisecond(precision));
  const days = Math.ceil((now - oldestMs) / DAY) + 2;
  const tiers = keep.split(',');
  return [...tiers.slice(0, -1), `${days}d`].join(',');
}

/**
 * The oldest timestamp of a database in a backup, as it was noted when the backup was planned.
 *
 * @internal
 */
export function oldestTimestamp(
  contents: BackupContents,
  database: string,
  window: TimeWindow,
): bigint | undefined {
  const { databases } = contents.set.manifest.facts as {
    databases?: Record<string, { first?: unknown }>;
  };
  const first = databases?.[database]?.first;
  if (typeof first !== 'string' || !/^-?\d+$/.test(first)) {
    return undefined;
  }
  const oldest = BigInt(first);
  return window.from !== undefined && window.from > oldest
    ? window.from
    : oldest;
}
