import type { Precision } from 'tdengine-client';
import { CellVector } from '../storage/CellVector';
import type { ColumnVector } from '../storage/ColumnVector';
import type { Cell } from '../types/Cell';
import type { Field } from '../types/DataType';

/** Rows of a result that come from one table, column by column. */
export interface Piece {
  vectors: ColumnVector[];
  /** First row, as the vectors count them, and the one behind the last. */
  from: number;
  to: number;
}

/** What one fetch of a result gives. */
export interface ResultBlock {
  rows: number;
  pieces: Piece[];
}

export interface QueryResult {
  kind: 'rows';
  fields: Field[];
  precision: Precision;
  /** Made while they are asked for, from the tables as they were when the statement ran. */
  blocks: Iterable<ResultBlock>;
}

export interface UpdateResult {
  kind: 'update';
  affectedRows: number;
}

export type ExecutionResult = QueryResult | UpdateResult;

export function updated(affectedRows = 0): UpdateResult {
  return { kind: 'update', affectedRows };
}

/** Most rows of one block, as in TDengine. */
export const BLOCK_ROWS = 4096;

/** A result whose rows are at hand. */
export function rowsResult(
  fields: Field[],
  rows: Cell[][],
  precision: Precision = 'ms',
): QueryResult {
  const blocks: ResultBlock[] = [];
  for (let from = 0; from < rows.length; from += BLOCK_ROWS) {
    const part = rows.slice(from, from + BLOCK_ROWS);
    const vectors = fields.map(
      ({ type }, column) =>
        new CellVector(
          type,
          part.map(row => row[column]),
        ),
    );
    blocks.push({
      rows: part.length,
      pieces: [{ vectors, from: 0, to: part.length }],
    });
  }
  return { kind: 'rows', fields, precision, blocks };
}

/** All rows of a result as cells; for small results. */
export function collectRows(result: QueryResult): Cell[][] {
  const rows: Cell[][] = [];
  for (const { pieces } of result.blocks) {
    for (const { vectors, from, to } of pieces) {
      for (let row = from; row < to; row++) {
        rows.push(vectors.map(vector => vector.cell(row)));
      }
    }
  }
  return rows;
}
