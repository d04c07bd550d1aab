import { CellVector } from '../../storage/CellVector';
import type { ColumnVector } from '../../storage/ColumnVector';
import { selectRows } from '../../storage/selectRows';
import type { Compiled, RowContext } from '../expressions/Compiled';
import type { GroupedPiece } from './blocks';
import type { Conditions } from './conditions';
import type { Segment } from './Relation';

/** Rows of a segment that satisfy the conditions: all of them, or those listed. */
export function matchingRows(
  segment: Segment,
  conditions: Conditions,
): Int32Array | undefined {
  const { matchesRow } = conditions;
  if (!matchesRow) {
    return undefined;
  }
  const rows = new Int32Array(segment.to - segment.from);
  const context: RowContext = { segment, row: 0 };
  let count = 0;
  for (let row = segment.from; row < segment.to; row++) {
    context.row = row;
    if (matchesRow(context)) {
      rows[count++] = row;
    }
  }
  return rows.subarray(0, count);
}

/** Turns segments into the rows of a result, in the order they come; columns are handed on without a look at them. */
export function* projectSegments(
  segments: Iterable<Segment>,
  conditions: Conditions,
  items: Compiled[],
): Iterable<GroupedPiece> {
  for (const segment of segments) {
    if (segment.from < segment.to && conditions.matchesTable(segment)) {
      yield projectSegment(segment, matchingRows(segment, conditions), items);
    }
  }
}

function projectSegment(
  segment: Segment,
  rows: Int32Array | undefined,
  items: Compiled[],
): GroupedPiece {
  const isWhole = items.every(({ column }) => column !== undefined) && !rows;
  if (isWhole) {
    return {
      vectors: items.map(({ column }) => segment.vector(column!)),
      from: segment.from,
      to: segment.to,
      group: segment.group,
    };
  }
  const selected = rows ?? allRows(segment);
  return {
    vectors: items.map(item => projectColumn(segment, selected, item)),
    from: 0,
    to: selected.length,
    group: segment.group,
  };
}

function projectColumn(
  segment: Segment,
  rows: Int32Array,
  item: Compiled,
): ColumnVector {
  if (item.column !== undefined) {
    return selectRows(segment.vector(item.column), rows);
  }
  const context: RowContext = { segment, row: 0 };
  return new CellVector(
    item.type,
    Array.from(rows, row => {
      context.row = row;
      return item.evaluate(context);
    }),
  );
}

export function allRows(segment: Segment): Int32Array {
  return Int32Array.from(
    { length: segment.to - segment.from },
    (_, index) => segment.from + index,
  );
}

/** A context for every row that satisfies the conditions. */
export function* rowContexts(
  segments: Iterable<Segment>,
  conditions: Conditions,
): Iterable<RowContext> {
  for (const segment of segments) {
    if (segment.from < segment.to && conditions.matchesTable(segment)) {
      for (const row of matchingRows(segment, conditions) ?? allRows(segment)) {
        yield { segment, row };
      }
    }
  }
}
