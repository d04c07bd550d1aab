import { TableCounts } from './BackupSession';

/**
 * A table whose rows in the file do not fit those at the source.
 *
 * @public
 */
export interface CountDifference {
  table: string;
  before: number;
  file: number;
  after: number;
}

/**
 * Adds up counts, table by table.
 *
 * @public
 */
export function mergeCounts(
  ...all: readonly TableCounts[]
): Map<string, number> {
  const merged = new Map<string, number>();
  for (const counts of all) {
    for (const [table, rows] of counts) {
      merged.set(table, (merged.get(table) ?? 0) + rows);
    }
  }
  return merged;
}

/**
 * Compares the rows in a file with those at the source just before and just after it was read.
 *
 * @remarks
 *
 * A table is right when the file has as many rows as there were before, or after, or a number between the two, where
 * rows came or went meanwhile. A table that is missing in one of the maps counts as empty there. Differences are in the
 * order of the tables' names.
 *
 * @public
 */
export function compareCounts(
  before: TableCounts,
  file: TableCounts,
  after: TableCounts,
): { ok: boolean; differences: CountDifference[] } {
  const tables = new Set([...before.keys(), ...file.keys(), ...after.keys()]);
  const differences: CountDifference[] = [];
  for (const table of [...tables].sort()) {
    const difference = {
      table,
      before: before.get(table) ?? 0,
      file: file.get(table) ?? 0,
      after: after.get(table) ?? 0,
    };
    const least = Math.min(difference.before, difference.after);
    const most = Math.max(difference.before, difference.after);
    if (difference.file < least || difference.file > most) {
      differences.push(difference);
    }
  }
  return { ok: differences.length === 0, differences };
}
