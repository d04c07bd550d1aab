import { ColumnBlock, fixedSizeOf } from 'tdengine-client';
import {
  EncodedColumn,
  encodeFixedColumn,
  encodeVariableColumn,
  gatherValues,
} from './columns/encodeColumn';
import { TableRun } from './nativeFormat';
import { TimestampColumn } from './TimestampColumn';

/**
 * Rows of several blocks in the layout of a frame, see docs/native-part-format.md.
 *
 * @internal
 */
export interface EncodedFrame {
  bytes: Buffer;
  rows: number;
  /** Of the primary timestamp. */
  first: bigint;
  last: bigint;
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
  const head = encodeHead(rows, runs, newTables);
  const columns: EncodedColumn[] = [];
  let range: { first: bigint; last: bigint } | undefined;
  for (
    let index = tableNames ? 1 : 0;
    index < blocks[0].columns.length;
    index++
  ) {
    const parts = blocks.map(block => block.columns[index]);
    if (fixedSizeOf(parts[0].schema.type) === undefined) {
      columns.push(encodeVariableColumn(parts, rows));
      continue;
    }
    const values = gatherValues(parts, rows);
    range ??= TimestampColumn.of(values).range();
    columns.push(encodeFixedColumn(parts, rows, values));
  }
  const length = columns.reduce(
    (sum, { byteLength }) => sum + byteLength,
    head.byteLength,
  );
  const bytes = Buffer.allocUnsafeSlow(length);
  head.copy(bytes);
  let at = head.byteLength;
  for (const column of columns) {
    column.writeTo(bytes, at);
    at += column.byteLength;
  }
  return { bytes, rows, ...range! };
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
