import { ColumnBlock } from 'tdengine-client';
import { encodeColumn } from './columns/encodeColumn';
import { TableRun } from './nativeFormat';
import { TimestampColumn } from '../formats/TimestampColumn';

/**
 * Rows of several blocks in the layout of a frame, see docs/native-part-format.md.
 *
 * @internal
 */
export interface EncodedFrame {
  /** Bytes that it takes at most. */
  longest: number;
  rows: number;
  /** Of the primary timestamp. */
  first: bigint;
  last: bigint;
  /** Writes it and returns how many bytes it took. */
  writeTo(target: Uint8Array): number;
}

/**
 * Puts the rows of several blocks into a frame: the runs of rows of one table, then column by column.
 *
 * @param blocks - at least one, all with rows and the same columns
 * @param runs - the tables of the rows, by their number in the part; all rows, in order
 * @param newTables - names of tables that the part did not have before, in the order of their numbers
 * @param tableNames - whether the blocks begin with a column of table names, which the runs replace
 * @internal
 */
export function encodeFrame(
  blocks: readonly ColumnBlock[],
  runs: readonly TableRun[],
  newTables: readonly string[],
  tableNames: boolean,
): EncodedFrame {
  const rows = blocks.reduce((sum, block) => sum + block.rows, 0);
  const skipped = tableNames ? 1 : 0;
  const head = encodeHead(rows, runs, newTables);
  const columns = blocks[0].columns.slice(skipped).map((_, index) =>
    encodeColumn(
      blocks.map(block => block.columns[index + skipped]),
      rows,
    ),
  );
  return {
    longest: columns.reduce(
      (sum, { longest }) => sum + longest,
      head.byteLength,
    ),
    rows,
    ...rangeOf(blocks, skipped),
    writeTo(target) {
      target.set(head);
      return columns.reduce(
        (at, column) => column.writeTo(target, at),
        head.byteLength,
      );
    },
  };
}

function rangeOf(
  blocks: readonly ColumnBlock[],
  column: number,
): { first: bigint; last: bigint } {
  const ranges = blocks.map(block =>
    TimestampColumn.create(block, column).range(),
  );
  return {
    first: ranges.reduce(
      (a, { first }) => (first < a ? first : a),
      ranges[0].first,
    ),
    last: ranges.reduce((a, { last }) => (last > a ? last : a), ranges[0].last),
  };
}

function encodeHead(
  rows: number,
  runs: readonly TableRun[],
  newTables: readonly string[],
): Buffer {
  const names = newTables.map(name => Buffer.from(name, 'utf8'));
  const numbers = [
    rows,
    names.length,
    ...names.map(name => name.byteLength),
    runs.length,
    ...runs.flatMap(run => [run.table, run.rows]),
  ];
  const bytes = Buffer.alloc(numbers.length * 4);
  numbers.forEach((number, index) => bytes.writeUInt32LE(number, index * 4));
  return Buffer.concat([bytes, ...names]);
}
