import { rowsCodec } from '../formats/rowsCodec';
import { readParquetPart } from './readParquetPart';

/**
 * Counts the rows of Parquet parts.
 *
 * @internal
 */
export const parquetCodec = rowsCodec('parquet', readParquetPart);
