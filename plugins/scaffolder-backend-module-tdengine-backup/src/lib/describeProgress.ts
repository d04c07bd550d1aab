import { JobProgress } from 'backstage-plugin-tdengine-backup-common';

/**
 * One line for a task's log.
 */
export function describeProgress(progress: JobProgress): string {
  const { phase, tablesDone, tablesTotal, rowsDone, rowsTotal } = progress;
  const parts = [phase];
  if (progress.percent !== undefined) {
    parts.push(`${Math.floor(progress.percent)} %`);
  }
  if (tablesTotal > 0) {
    parts.push(`${format(tablesDone)} of ${format(tablesTotal)} tables`);
  }
  if (rowsTotal > 0) {
    parts.push(`${format(rowsDone)} of ${format(rowsTotal)} rows`);
  }
  if (progress.remainingMs !== undefined) {
    parts.push(`${format(Math.ceil(progress.remainingMs / 1000))} s left`);
  }
  return parts.join(', ');
}

function format(count: number): string {
  return count.toLocaleString('en-US');
}
