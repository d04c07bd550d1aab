import { TDengineClient } from 'tdengine-client';
import { Driver } from '../runs/Driver';
import { Variant } from '../runs/Variant';

/** Databases of the benchmark begin with it. */
export const BENCH_PREFIX = 'tdb_bench_';

/** Where a data set is made. */
export interface DataContext {
  client: TDengineClient;
  database: string;
  shape: DataShape;
  log(line: string): void;
}

/** How much of it there is. */
export interface DataShape {
  rows: number;
  tables: number;
}

/** What is to be reached on a machine with two cores. */
export interface Reach {
  figure: 'backup' | 'restore' | 'bytes';
  against: Driver;
  /** The most that ours / theirs may be. */
  ratio: number;
}

/** A database to be measured with. */
export interface DataSet {
  name: string;
  /** For the report. */
  title: string;
  /** The same data at another size: 1 is what the figures are for. */
  shape(scale: number): DataShape;
  /** Which dumpers it is measured against. */
  against: readonly Driver[];
  /** Other ways of ours to measure with it. */
  variants?: readonly Variant[];
  reach: readonly Reach[];
  /** Too large to be measured unless it is named. */
  onlyWhenNamed?: true;
  /** Backed up once more at no more than so many rows a second, to show what a throttle does. */
  throttledTo?: number;
  make(context: DataContext): Promise<void>;
}
