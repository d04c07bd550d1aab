import type { Precision } from 'tdengine-client';
import { CellVector } from '../../storage/CellVector';
import type { ColumnVector } from '../../storage/ColumnVector';
import type { Cell } from '../../types/Cell';
import type { Field } from '../../types/DataType';
import type { QueryResult } from '../results';
import type { Relation, RelationColumn, Segment } from './Relation';

/** Rows that are at hand as a whole: a catalogue table, the result of a subquery. */
export class RowsRelation implements Relation {
  readonly columns: RelationColumn[];
  readonly hasTableName = false;
  readonly star: number[];

  private constructor(
    fields: Field[],
    readonly precision: Precision,
    readonly system: boolean,
    private readonly segments: () => Iterable<Segment>,
  ) {
    this.columns = fields.map(field => ({ ...field, role: 'column' }));
    this.star = fields.map((_, index) => index);
  }

  /** Rows of a catalogue table. */
  static ofRows(fields: Field[], rows: () => Iterable<Cell[]>): RowsRelation {
    return new RowsRelation(fields, 'ms', true, () => [
      rowsToSegment(fields, [...rows()]),
    ]);
  }

  static ofResult(result: QueryResult): RowsRelation {
    return new RowsRelation(result.fields, result.precision, false, () =>
      segmentsOf(result),
    );
  }

  scan(): Iterable<Segment> {
    return this.segments();
  }
}

function rowsToSegment(fields: Field[], rows: Cell[][]): Segment {
  const vectors: ColumnVector[] = [];
  return {
    from: 0,
    to: rows.length,
    group: 0,
    vector: column => {
      vectors[column] ??= new CellVector(
        fields[column].type,
        rows.map(row => row[column]),
      );
      return vectors[column];
    },
  };
}

function* segmentsOf(result: QueryResult): Iterable<Segment> {
  for (const { pieces } of result.blocks) {
    for (const piece of pieces) {
      yield {
        from: piece.from,
        to: piece.to,
        group: 0,
        vector: column => piece.vectors[column],
      };
    }
  }
}
