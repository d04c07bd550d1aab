import type { ColumnVector } from './ColumnVector';
import { lowerBound } from './lowerBound';
import type { RowBatch } from './RowBatch';

/** Where rows of a merged table come from. */
export type Run =
  | { kind: 'stored' | 'incoming'; from: number; to: number }
  | { kind: 'overwritten'; stored: number; incoming: number; rows: number };

/** Rows in the order of their keys, as a table has them. */
export interface SortedRows {
  keys: BigInt64Array;
  /** The second half of a composite key. */
  second(): ColumnVector | undefined;
}

/** Merges sorted rows of a batch into those of a table. */
export function mergeRuns(table: SortedRows, batch: RowBatch): Run[] {
  const runs: Run[] = [];
  let stored = 0;
  for (let incoming = 0; incoming < batch.rows; incoming++) {
    const next = firstNotBefore(table, batch, incoming, stored);
    addRun(runs, { kind: 'stored', from: stored, to: next });
    stored = next;
    if (
      stored < table.keys.length &&
      compare(table, batch, incoming, stored) === 0
    ) {
      addRun(runs, { kind: 'overwritten', stored, incoming, rows: 1 });
      stored++;
    } else {
      addRun(runs, { kind: 'incoming', from: incoming, to: incoming + 1 });
    }
  }
  addRun(runs, { kind: 'stored', from: stored, to: table.keys.length });
  return runs;
}

function firstNotBefore(
  table: SortedRows,
  batch: RowBatch,
  row: number,
  from: number,
): number {
  let index = lowerBound(table.keys, batch.keys[row], from);
  while (index < table.keys.length && compare(table, batch, row, index) > 0) {
    index++;
  }
  return index;
}

function compare(
  { keys, second }: SortedRows,
  batch: RowBatch,
  row: number,
  index: number,
): number {
  return batch.compareTo(row, keys[index], second, index);
}

/** Adds a run, or makes the last one longer by it. */
function addRun(runs: Run[], run: Run): void {
  const last = runs.at(-1);
  if (run.kind === 'overwritten') {
    if (
      last?.kind === 'overwritten' &&
      last.stored + last.rows === run.stored &&
      last.incoming + last.rows === run.incoming
    ) {
      last.rows += run.rows;
    } else {
      runs.push(run);
    }
  } else if (run.from < run.to) {
    if (last?.kind === run.kind && last.to === run.from) {
      last.to = run.to;
    } else {
      runs.push(run);
    }
  }
}
