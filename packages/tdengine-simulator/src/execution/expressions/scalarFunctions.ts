import { TDengineType } from 'tdengine-client';
import { sqlErrors } from '../../SqlError';
import type { Cell } from '../../types/Cell';
import {
  isFloating,
  isNumeric,
  isText,
  types,
  type DataType,
} from '../../types/DataType';
import { nowTicks, ticksPerDay } from '../../types/timestamps';
import { cellToNumber, cellToText } from './castCell';
import {
  constant,
  joinDependencies,
  type Compiled,
  type Scope,
} from './Compiled';

type Builder = (args: Compiled[], scope: Scope, name: string) => Compiled;

const BUILDERS: Record<string, Builder> = {
  server_version: (_args, { version }) => text(version),
  client_version: (_args, { version }) => text(version),
  server_status: () => constant(types.int, 1),
  current_user: (_args, { user }) => text(`${user}@localhost`),
  user: (_args, { user }) => text(`${user}@localhost`),
  timezone: (_args, { timeZone }) => text(timeZone),
  database: (_args, { database }) =>
    database === undefined
      ? constant(types.varchar(63), undefined)
      : text(database),
  now: (_args, { precision }) => constant(types.timestamp, nowTicks(precision)),
  today: (_args, { precision }) => {
    const now = nowTicks(precision);
    return constant(types.timestamp, now - (now % ticksPerDay(precision)));
  },
  length: (args, _scope, name) =>
    ofText(args, name, cell =>
      BigInt(
        cell instanceof Uint8Array
          ? cell.length
          : Buffer.byteLength(String(cell)),
      ),
    ),
  char_length: (args, _scope, name) =>
    ofText(args, name, cell => BigInt(Array.from(String(cell)).length)),
  lower: (args, _scope, name) =>
    ofSameType(args, name, isText, cell => String(cell).toLowerCase()),
  upper: (args, _scope, name) =>
    ofSameType(args, name, isText, cell => String(cell).toUpperCase()),
  abs: (args, _scope, name) => ofSameType(args, name, isNumeric, absolute),
  ceil: rounding(Math.ceil),
  floor: rounding(Math.floor),
  round: rounding(value => Math.sign(value) * Math.round(Math.abs(value))),
  concat: args => concat(args),
};

function absolute(cell: Exclude<Cell, undefined>): Cell {
  if (typeof cell === 'bigint') {
    return cell < 0n ? -cell : cell;
  }
  return Math.abs(Number(cell));
}

/** Whether a function gives one value a row from the values of that row. */
export function isScalarFunction(name: string): boolean {
  return name in BUILDERS;
}

/** Prepares a call of a scalar function. */
export function compileFunction(
  name: string,
  args: Compiled[],
  scope: Scope,
): Compiled {
  return BUILDERS[name](args, scope, name);
}

function text(value: string): Compiled {
  return constant(types.varchar(Buffer.byteLength(value)), value);
}

function one(args: Compiled[], name: string): Compiled {
  if (args.length !== 1) {
    throw sqlErrors.badParameterCount(name);
  }
  return args[0];
}

function mapped(
  operand: Compiled,
  type: DataType,
  convert: (cell: Exclude<Cell, undefined>) => Cell,
): Compiled {
  return {
    type,
    dependency: operand.dependency,
    evaluate: context => {
      const cell = operand.evaluate(context);
      return cell === undefined ? undefined : convert(cell);
    },
  };
}

function ofText(
  args: Compiled[],
  name: string,
  convert: (cell: Exclude<Cell, undefined>) => Cell,
): Compiled {
  const operand = one(args, name);
  if (!isText(operand.type) && operand.type.type !== TDengineType.VARBINARY) {
    throw sqlErrors.badParameterType(name);
  }
  return mapped(operand, types.bigint, convert);
}

function ofSameType(
  args: Compiled[],
  name: string,
  accepts: (type: DataType) => boolean,
  convert: (cell: Exclude<Cell, undefined>) => Cell,
): Compiled {
  const operand = one(args, name);
  if (!accepts(operand.type)) {
    throw sqlErrors.badParameterType(name);
  }
  return mapped(operand, operand.type, convert);
}

function rounding(round: (value: number) => number): Builder {
  return (args, _scope, name) => {
    const operand = one(args, name);
    if (!isNumeric(operand.type)) {
      throw sqlErrors.badParameterType(name);
    }
    return mapped(operand, operand.type, cell =>
      isFloating(operand.type) ? round(cellToNumber(cell, operand.type)) : cell,
    );
  };
}

function concat(args: Compiled[]): Compiled {
  if (args.length < 2) {
    throw sqlErrors.badParameterCount('concat');
  }
  const bytes = args.reduce((sum, { type }) => sum + type.bytes, 0);
  return {
    type: { ...types.varchar(0), bytes },
    dependency: joinDependencies(args),
    evaluate: context => {
      const cells = args.map(arg => arg.evaluate(context));
      return cells.includes(undefined)
        ? undefined
        : cells
            .map((cell, index) => cellToText(cell!, args[index].type))
            .join('');
    },
  };
}
