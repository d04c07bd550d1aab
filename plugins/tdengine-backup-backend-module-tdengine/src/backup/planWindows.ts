/**
 * Rows of a table whose timestamps are in `[start, start + step)`.
 *
 * @internal
 */
export interface HistogramBucket {
  start: bigint;
  rows: number;
}

/**
 * Counts rows by steps of time, within a half-open window. Buckets without rows may be missing; the first may begin
 * before the window, where the server aligns them.
 *
 * @internal
 */
export type Histogram = (
  from: bigint,
  to: bigint,
  step: bigint,
) => Promise<HistogramBucket[]>;

const BUCKETS = 1000n;
/** Each level is a thousand times finer, so that 300 years come down to nanoseconds. */
const MOST_LEVELS = 7;

/**
 * Finds where to cut a table into windows of at most about so many rows.
 *
 * @remarks
 *
 * Data are seldom even: a bucket that holds far too much is counted again in finer steps, down to a single timestamp,
 * which cannot be cut since the rows of a composite key share it.
 *
 * @returns the starts of all windows but the first, ascending
 * @internal
 */
export async function planWindows(
  histogram: Histogram,
  extent: { first: bigint; last: bigint },
  targetRows: number,
): Promise<bigint[]> {
  const cells = await countCells(
    histogram,
    { from: extent.first, to: extent.last + 1n },
    targetRows,
    MOST_LEVELS,
  );
  const cuts: bigint[] = [];
  let rows = 0;
  for (const cell of cells) {
    if (rows > 0 && rows + cell.rows > targetRows) {
      cuts.push(cell.start);
      rows = 0;
    }
    rows += cell.rows;
  }
  return cuts;
}

async function countCells(
  histogram: Histogram,
  window: { from: bigint; to: bigint },
  targetRows: number,
  levels: number,
): Promise<HistogramBucket[]> {
  const span = window.to - window.from;
  const step = span / BUCKETS > 1n ? span / BUCKETS : 1n;
  const buckets = await histogram(window.from, window.to, step);
  const cells: HistogramBucket[] = [];
  for (const { start, rows } of buckets.sort(byStart)) {
    const from = start > window.from ? start : window.from;
    const end = start + step;
    const to = end < window.to ? end : window.to;
    if (rows > targetRows && step > 1n && levels > 1) {
      cells.push(
        ...(await countCells(histogram, { from, to }, targetRows, levels - 1)),
      );
    } else {
      cells.push({ start: from, rows });
    }
  }
  return cells;
}

function byStart(a: HistogramBucket, b: HistogramBucket): number {
  return a.start < b.start ? -1 : 1;
}
