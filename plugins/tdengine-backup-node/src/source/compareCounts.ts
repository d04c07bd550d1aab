import { forEachInTurns } from '../run/forEachInTurns';
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
export async function compareCounts(
  before: TableCounts,
  file: TableCounts,
  after: TableCounts,
): Promise<{ ok: boolean; differences: CountDifference[] }> {
  const differences: CountDifference[] = [];
  const compare = (table: string) => {
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
  };
  await forEachInTurns(file.keys(), compare);
  // A table that is only in `after` came meanwhile: the file need not have it.
  await forEachInTurns(before.keys(), table => {
    if (!file.has(table)) {
      compare(table);
    }
  });
  differences.sort((a, b) => (a.table < b.table ? -1 : 1));
  return { ok: differences.length === 0, differences };
}
