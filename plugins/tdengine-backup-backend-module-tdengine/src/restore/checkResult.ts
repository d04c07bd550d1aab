import {
  forEachInTurns,
  RestoreCheckResult,
  TableCounts,
} from 'backstage-plugin-tdengine-backup-node';
import { ApplyContext } from './ApplyContext';
import { TimeWindow } from './TimeWindow';

const MOST_DIFFERENCES = 100;

/**
 * Sums up a check of one table.
 *
 * @param file - rows that were to be restored, by table
 * @param target - of these, rows found; where all rows of the target count, all of its rows
 * @internal
 */
export async function checkResult(
  { contents, database, unit }: ApplyContext,
  table: string,
  method: RestoreCheckResult['method'],
  file: TableCounts,
  target: TableCounts,
): Promise<RestoreCheckResult> {
  const differences: RestoreCheckResult['differences'] = [];
  let tables = file.size;
  await forEachInTurns(file, ([name, rows]) => {
    const found = target.get(name) ?? 0;
    if (found !== rows) {
      differences.push({ table: name, file: rows, target: found });
    }
  });
  await forEachInTurns(target, ([name, rows]) => {
    if (!file.has(name)) {
      tables++;
      if (rows !== 0) {
        differences.push({ table: name, file: 0, target: rows });
      }
    }
  });
  differences.sort((a, b) => (a.table < b.table ? -1 : 1));
  const fileRows = sum(file.values());
  const entry = contents.tableOf(database.database, table);
  const whole =
    method === 'counts' &&
    TimeWindow.create(database.window).isOpen &&
    !database.superTables.some(item => item.name === table && item.only);
  return {
    label: unit.label,
    database: database.target,
    table,
    tables,
    sourceRows: whole && entry ? entry.sourceCount.after : fileRows,
    fileRows,
    targetRows: sum(target.values()),
    method,
    differences: differences.slice(0, MOST_DIFFERENCES),
    differing: differences.length,
  };
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) {
    total += value;
  }
  return total;
}
