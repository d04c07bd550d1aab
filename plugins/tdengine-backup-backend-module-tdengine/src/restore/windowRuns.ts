import { PartRows } from '../formats/PartFormat';
import { TimestampColumn } from '../formats/TimestampColumn';
import { TimeWindow } from './TimeWindow';

type Run = PartRows['runs'][number];

/**
 * The runs of rows that are inside a window of time. Rows are in no order that could be relied on.
 *
 * @internal
 */
export function windowRuns(
  { block, runs }: PartRows,
  window: TimeWindow,
): Run[] {
  if (window.isOpen || runs.length === 0) {
    return runs;
  }
  const timestamps = TimestampColumn.create(block, 0);
  const { first, last } = timestamps.range();
  if (window.contains(first) && window.contains(last)) {
    return runs;
  }
  const inside: Run[] = [];
  for (const { table, from, to } of runs) {
    let start: number | undefined;
    for (let row = from; row < to; row++) {
      const wanted = window.contains(timestamps.at(row));
      if (wanted) {
        start ??= row;
      } else if (start !== undefined) {
        inside.push({ table, from: start, to: row });
        start = undefined;
      }
    }
    if (start !== undefined) {
      inside.push({ table, from: start, to });
    }
  }
  return inside;
}
