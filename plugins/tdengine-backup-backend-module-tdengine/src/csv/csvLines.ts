import { stringify } from 'csv-stringify/sync';
import { ColumnBlock } from 'tdengine-client';
import { CsvField, toCsvField } from './csvValue';

/**
 * Rows as lines of CSV: comma, `"` doubled inside quotes, line feed at the end.
 *
 * @internal
 */
export function csvLines(rows: readonly CsvField[][]): string {
  return stringify(rows as CsvField[][], {
    record_delimiter: '\n',
    // Some readers take a carriage return for the end of a line.
    quoted_match: /\r/,
    cast: {
      boolean: value => (value ? 'true' : 'false'),
      // NULL is nothing, an empty text a pair of quotes.
      string: value => (value === '' ? { value, quoted_empty: true } : value),
    },
  });
}

/**
 * The rows of a block as lines of CSV.
 *
 * @param table - the table of all rows, where the block has no column for it
 * @internal
 */
export function blockToCsv(block: ColumnBlock, table?: string): string {
  const start = table === undefined ? [] : [table];
  const rows: CsvField[][] = Array.from({ length: block.rows }, () => [
    ...start,
  ]);
  for (const column of block.columns) {
    const { type } = column.schema;
    for (let row = 0; row < block.rows; row++) {
      rows[row].push(toCsvField(type, column.value(row)));
    }
  }
  return csvLines(rows);
}

/**
 * The first line of a file: `tbname`, then the names of the columns.
 *
 * @internal
 */
export function csvHeader(columnNames: readonly string[]): string {
  return csvLines([['tbname', ...columnNames]]);
}
