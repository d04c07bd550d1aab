import type { ColumnSchema, Precision, Value } from '../block';

/**
 * All rows of a query, decoded.
 *
 * @public
 */
export interface ResultSet {
  /** Names and types of the columns. */
  columns: ColumnSchema[];
  /** Unit of the timestamps. */
  precision: Precision;
  /** Row by row, each with a value per column. */
  rows: Value[][];
}
