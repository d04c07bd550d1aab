import {
  DamagedBackupError,
  ManifestFile,
} from 'backstage-plugin-tdengine-backup-node';
import { Precision } from 'tdengine-client';
import { readNativeIndex } from '../native/readNativeIndex';
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
 * Counts the rows of a database in a backup that are older than a limit, without decoding them: native parts tell of each
 * frame how old its rows are.
 *
 * @returns the number, not exact where a frame has older and younger rows; `undefined` where the format does not tell
 * @internal
 */
export async function countOlderRows(
  contents: BackupContents,
  database: string,
  tables: Iterable<string>,
  limit: bigint,
  options: { signal: AbortSignal },
): Promise<{ rows: number; exact: boolean } | undefined> {
  let rows = 0;
  let exact = true;
  for (const table of tables) {
    for (const file of contents.filesOf(database, table).rows) {
      if (!file.path.endsWith('.tdb')) {
        return undefined;
      }
      const { footer } = await readIndex(contents, file, options);
      for (const frame of footer.frames.filter(({ first }) => first < limit)) {
        rows += frame.rows;
        exact &&= frame.last < limit;
      }
    }
  }
  return { rows, exact };
}

async function readIndex(
  contents: BackupContents,
  file: ManifestFile,
  options: { signal: AbortSignal },
) {
  try {
    return await readNativeIndex(contents.set, file, options);
  } catch (error) {
    throw error instanceof DamagedBackupError
      ? new DamagedBackupError(`'${file.path}': ${error.message}`, error)
      : error;
  }
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
