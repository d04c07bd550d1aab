import { stringify } from 'csv-stringify/sync';
import { BlockColumn } from 'tdengine-client';
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
 * Rows as lines of CSV, the name of their table first.
 *
 * @param columns - those of the table
 * @param runs - all rows, in order
 * @internal
 */
export function rowsToCsv(
  columns: readonly BlockColumn[],
  runs: readonly { table: string; from: number; to: number }[],
): string {
  const rows: CsvField[][] = [];
  for (const { table, from, to } of runs) {
    for (let row = from; row < to; row++) {
      rows.push([table]);
    }
  }
  for (const column of columns) {
    const { type } = column.schema;
    rows.forEach((fields, row) =>
      fields.push(toCsvField(type, column.value(row))),
    );
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
