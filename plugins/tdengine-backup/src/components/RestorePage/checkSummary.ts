import { RestoreCheck } from 'backstage-plugin-tdengine-backup-common';

/** What the comparisons of a restore come to. */
export interface CheckSummary {
  /** Tables that were compared, child tables counted one by one. */
  tables: number;
  /** Those among them that differ. */
  differing: number;
  /** Whether a source had other counts than its files, which happens where it moved during the backup. */
  hasMoved: boolean;
}

/** Whether the destination has what the files have, in every table and in the sum. */
export function agrees(check: RestoreCheck): boolean {
  return check.differing === 0 && check.fileRows === check.targetRows;
}

/** Adds all comparisons up. */
export function summarizeChecks(checks: readonly RestoreCheck[]): CheckSummary {
  return {
    tables: checks.reduce((sum, { tables }) => sum + tables, 0),
    differing: checks.reduce(
      (sum, check) => sum + (agrees(check) ? 0 : Math.max(check.differing, 1)),
      0,
    ),
    hasMoved: checks.some(
      ({ sourceRows, fileRows }) => sourceRows !== fileRows,
    ),
  };
}

/** Comparisons whose names contain the words, those that differ first. */
export function filterChecks(
  checks: readonly RestoreCheck[],
  filter: { search: string; onlyDifferent: boolean },
): RestoreCheck[] {
  const search = filter.search.trim().toLocaleLowerCase();
  return checks
    .filter(
      check =>
        (!filter.onlyDifferent || !agrees(check)) &&
        (!search ||
          `${check.database}.${check.table}\n${check.label}`
            .toLocaleLowerCase()
            .includes(search)),
    )
    .sort((left, right) => Number(agrees(left)) - Number(agrees(right)));
}
