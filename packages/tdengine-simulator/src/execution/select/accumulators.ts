import type { Cell } from '../../types/Cell';
import { compareCells } from '../../types/compareCells';
import {
  isDecimal,
  isFloating,
  isUnsigned,
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

/** Counts the values that are not NULL. */
export function counter(): Accumulator {
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

/** Adds up numbers; of integers the sum overflows like 64 bits do. */
export function summation(operand: DataType): Accumulator {
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

export function average(operand: DataType): Accumulator {
  return statistics(operand, ({ sum, count }) => sum / count);
}

export function spread(operand: DataType): Accumulator {
  return statistics(operand, ({ least, greatest }) => greatest - least);
}

export function deviation(operand: DataType): Accumulator {
  return statistics(operand, ({ sum, squares, count }) =>
    Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2)),
  );
}

/** Keeps the value of the row whose time is better than that of the row held. */
export function byTime(
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

/** Keeps the value that is better than the one held. */
export function best(isBetter: (order: number) => boolean): Accumulator {
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
}
