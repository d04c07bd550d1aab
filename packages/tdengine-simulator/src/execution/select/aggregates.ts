import { TDengineType } from 'tdengine-client';
import { sqlErrors } from '../../SqlError';
import type { Cell } from '../../types/Cell';
import {
  isDecimal,
  isFloating,
  isNumeric,
  isText,
  isUnsigned,
  types,
  type DataType,
} from '../../types/DataType';
import {
  average,
  best,
  byTime,
  counter,
  deviation,
  spread,
  summation,
  type Accumulator,
} from './accumulators';

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
  return selector(operand, () => best(isBetter));
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
