import { TDengineType } from 'tdengine-client';
import { sqlErrors } from '../../SqlError';
import type { Cell } from '../../types/Cell';
import { compareCells } from '../../types/compareCells';
import {
  isDecimal,
  isFloating,
  isNumeric,
  isText,
  isUnsigned,
  types,
  type DataType,
} from '../../types/DataType';
import { cellToNumber } from '../expressions/castCell';

/** Gathers the values of one group. */
export interface Accumulator {
  /**
   * @param time - ticks of the row, for functions that go by time
   * @returns whether this row is now the one the function selects
   */
  add(cell: Cell, time: bigint): boolean;
  /** Counts rows without a look at them, where that is all the function does. */
  addMany?(rows: number): void;
  /** Whether it has seen a value that counts. */
  found(): boolean;
  result(): Cell;
}

export interface Aggregate {
  type: DataType;
  /** Whether it picks a value of one row, whose other columns may then stand beside it. */
  selects: boolean;
  /** Whether it has a value even where there is no row. */
  countsNothing: boolean;
  /** Of functions that go by time: from which end of ascending rows to look, and whether a value ends the search. */
  search?: { backwards: boolean; endsWith(cell: Cell): boolean };
  create(): Accumulator;
}

type Builder = (operand: DataType, name: string) => Aggregate;

const BUILDERS: Record<string, Builder> = {
  count: () => ({
    type: types.bigint,
    selects: false,
    countsNothing: true,
    create: counter,
  }),
  sum: (operand, name) => {
    requireNumber(operand, name);
    return computed(sumType(operand), () => summation(operand));
  },
  avg: (operand, name) => {
    requireNumber(operand, name);
    return computed(types.double, () => average(operand));
  },
  spread: (operand, name) => {
    if (!isNumeric(operand) && operand.type !== TDengineType.TIMESTAMP) {
      throw sqlErrors.badParameterType(name);
    }
    return computed(types.double, () => spread(operand));
  },
  stddev: (operand, name) => {
    requireNumber(operand, name);
    return computed(types.double, () => deviation(operand));
  },
  min: (operand, name) => extreme(operand, name, order => order < 0),
  max: (operand, name) => extreme(operand, name, order => order > 0),
  first: operand => ({
    ...selector(operand, () => byTime((time, held) => time < held, false)),
    search: { backwards: false, endsWith: isPresent },
  }),
  last: operand => ({
    ...selector(operand, () => byTime((time, held) => time >= held, false)),
    search: { backwards: true, endsWith: isPresent },
  }),
  last_row: operand => ({
    ...selector(operand, () => byTime((time, held) => time >= held, true)),
    search: { backwards: true, endsWith: () => true },
  }),
};

/** Functions that take several columns, or `*`, and become one result column each. */
export const MULTI_COLUMN_AGGREGATES: readonly string[] = [
  'first',
  'last',
  'last_row',
];

export function isAggregate(name: string): boolean {
  return name in BUILDERS;
}

/** Prepares an aggregate function for values of a type. */
export function buildAggregate(name: string, operand: DataType): Aggregate {
  return BUILDERS[name](operand, name);
}

function isPresent(cell: Cell): boolean {
  return cell !== undefined;
}

function requireNumber(operand: DataType, name: string): void {
  if (!isNumeric(operand)) {
    throw sqlErrors.badParameterType(name);
  }
}

function computed(type: DataType, create: () => Accumulator): Aggregate {
  return { type, selects: false, countsNothing: false, create };
}

function selector(type: DataType, create: () => Accumulator): Aggregate {
  return { type, selects: true, countsNothing: false, create };
}

function extreme(
  operand: DataType,
  name: string,
  isBetter: (order: number) => boolean,
): Aggregate {
  if (!isNumeric(operand) && !isText(operand)) {
    throw sqlErrors.badParameterType(name);
  }
  return selector(operand, () => {
    let held: Cell;
    return {
      add: cell => {
        const better =
          cell !== undefined &&
          (held === undefined || isBetter(compareCells(cell, held)));
        if (better) {
          held = cell;
        }
        return better;
      },
      found: () => held !== undefined,
      result: () => held,
    };
  });
}

function sumType(operand: DataType): DataType {
  if (isDecimal(operand)) {
    return types.decimal(38, operand.scale ?? 0);
  }
  if (isFloating(operand)) {
    return types.double;
  }
  return isUnsigned(operand) ? types.ubigint : types.bigint;
}

function counter(): Accumulator {
  let count = 0;
  return {
    add: cell => {
      if (cell !== undefined) {
        count++;
      }
      return false;
    },
    addMany: rows => {
      count += rows;
    },
    found: () => true,
    result: () => BigInt(count),
  };
}

function summation(operand: DataType): Accumulator {
  const floating = isFloating(operand);
  let any = false;
  let exact = 0n;
  let small = 0;
  return {
    add: cell => {
      if (cell !== undefined) {
        any = true;
        if (typeof cell === 'bigint') {
          exact += cell;
        } else {
          small += Number(cell);
        }
      }
      return false;
    },
    found: () => any,
    result: () => {
      if (!any) {
        return undefined;
      }
      return floating ? small : wrapSum(exact + BigInt(small), operand);
    },
  };
}

/** Sums of integers overflow as 64 bits do; those of decimals have 38 digits. */
function wrapSum(sum: bigint, operand: DataType): bigint {
  if (isDecimal(operand)) {
    return sum;
  }
  return isUnsigned(operand) ? BigInt.asUintN(64, sum) : BigInt.asIntN(64, sum);
}

/** A result computed from the count, sum and sum of squares or from the least and greatest value. */
function statistics(
  operand: DataType,
  compute: (figures: {
    count: number;
    sum: number;
    squares: number;
    least: number;
    greatest: number;
  }) => number,
): Accumulator {
  const figures = {
    count: 0,
    sum: 0,
    squares: 0,
    least: Infinity,
    greatest: -Infinity,
  };
  return {
    add: cell => {
      if (cell !== undefined) {
        const value = cellToNumber(cell, operand);
        figures.count++;
        figures.sum += value;
        figures.squares += value * value;
        figures.least = Math.min(figures.least, value);
        figures.greatest = Math.max(figures.greatest, value);
      }
      return false;
    },
    found: () => figures.count > 0,
    result: () => (figures.count === 0 ? undefined : compute(figures)),
  };
}

function average(operand: DataType): Accumulator {
  return statistics(operand, ({ sum, count }) => sum / count);
}

function spread(operand: DataType): Accumulator {
  return statistics(operand, ({ least, greatest }) => greatest - least);
}

function deviation(operand: DataType): Accumulator {
  return statistics(operand, ({ sum, squares, count }) =>
    Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2)),
  );
}

function byTime(
  isBetter: (time: bigint, held: bigint) => boolean,
  takesNull: boolean,
): Accumulator {
  let held: { cell: Cell; time: bigint } | undefined;
  return {
    add: (cell, time) => {
      const better =
        (takesNull || cell !== undefined) &&
        (!held || isBetter(time, held.time));
      if (better) {
        held = { cell, time };
      }
      return better;
    },
    found: () => held !== undefined,
    result: () => held?.cell,
  };
}
