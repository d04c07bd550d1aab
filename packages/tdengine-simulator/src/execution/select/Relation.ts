import type { Precision } from 'tdengine-client';
import type { ColumnVector } from '../../storage/ColumnVector';
import type { DataType } from '../../types/DataType';

export interface RelationColumn {
  name: string;
  type: DataType;
  /** `tbname` and tags have one value a table. */
  role: 'tbname' | 'column' | 'tag';
}

/** What a condition leaves of a relation before any row is looked at. */
export interface ScanBounds {
  /** First tick, inclusive. */
  from?: bigint;
  /** Last tick, exclusive. */
  to?: bigint;
  tables?: ReadonlySet<string>;
}

/** Some rows of one table. */
export interface Segment {
  from: number;
  to: number;
  /** Values by the index of the relation's column; rows are counted as in `from` and `to`. */
  vector(column: number): ColumnVector;
  /** Segments of different groups never share a block. */
  group: number;
}

/** Something a SELECT reads: a table, a super table, a catalogue table, a subquery. */
export interface Relation {
  columns: RelationColumn[];
  /** Index of the time column, where there is one. */
  key?: number;
  /** Whether `tbname` means something here. */
  hasTableName: boolean;
  /** Indexes of the columns `*` stands for. */
  star: number[];
  precision: Precision;
  /** Whether it belongs to information_schema, whose columns cannot be aggregated by time. */
  system: boolean;
  /**
   * @param withEmpty - give a segment without rows for every table that has none within the bounds
   */
  scan(bounds: ScanBounds, withEmpty: boolean): Iterable<Segment>;
  /** One segment of one row a table, for tags alone; `undefined` where there are no tables. */
  tables?(bounds: ScanBounds): Iterable<Segment>;
}
