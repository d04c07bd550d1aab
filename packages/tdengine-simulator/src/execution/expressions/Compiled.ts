import type { Precision } from 'tdengine-client';
import type { Expression } from '../../sql/Expression';
import type { Cell } from '../../types/Cell';
import type { DataType } from '../../types/DataType';
import type { Segment } from '../select/Relation';

/** What an expression is evaluated in. */
export interface RowContext {
  segment: Segment;
  row: number;
  /** Results of aggregate functions, by slot. */
  slots?: Cell[];
  window?: { start: bigint; end: bigint };
}

/** What the value of an expression changes with. */
export type Dependency = 'nothing' | 'table' | 'row';

/** An expression ready to be evaluated. */
export interface Compiled {
  type: DataType;
  dependency: Dependency;
  /** Index of the relation's column it simply is. */
  column?: number;
  evaluate(context: RowContext): Cell;
}

/** What the names in an expression mean. */
export interface Scope {
  precision: Precision;
  timeZone: string;
  user: string;
  database: string | undefined;
  version: string;
  /** Compiles a column or pseudo column. */
  column(name: string, pseudo: boolean, table?: string): Compiled;
  /** Compiles an aggregate call; refuses where there must be none. */
  aggregate(name: string, args: Expression[]): Compiled;
}

const ORDER: Dependency[] = ['nothing', 'table', 'row'];

/** What an expression of these parts changes with. */
export function joinDependencies(parts: Compiled[]): Dependency {
  const highest = Math.max(
    0,
    ...parts.map(({ dependency }) => ORDER.indexOf(dependency)),
  );
  return ORDER[highest];
}

const NO_ROW: RowContext = {
  row: 0,
  segment: {
    from: 0,
    to: 0,
    group: 0,
    vector: () => {
      throw new Error('A constant has no columns');
    },
  },
};

/** Value of an expression that changes with nothing. */
export function evaluateConstant(compiled: Compiled): Cell {
  return compiled.evaluate(NO_ROW);
}

export function constant(type: DataType, value: Cell): Compiled {
  return { type, dependency: 'nothing', evaluate: () => value };
}
