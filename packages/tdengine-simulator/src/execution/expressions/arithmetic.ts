import { TDengineType } from 'tdengine-client';
import type { BinaryOperator } from '../../sql/Expression';
import { isInteger, isText, types } from '../../types/DataType';
import { cellToNumber } from './castCell';
import { joinDependencies, type Compiled, type Scope } from './Compiled';
import { sqlErrors } from '../../SqlError';

const OPERATIONS: Partial<
  Record<BinaryOperator, (left: number, right: number) => number>
> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '%': (left, right) => left % right,
};

/** `+ - * / %`: DOUBLE, but a timestamp plus or minus a duration or an integer is a timestamp. */
export function compileArithmetic(
  operator: BinaryOperator,
  left: Compiled,
  right: Compiled,
  _scope: Scope,
): Compiled {
  const operation = OPERATIONS[operator];
  if (!operation) {
    throw sqlErrors.syntax(operator);
  }
  const dependency = joinDependencies([left, right]);
  if (isTimeShift(operator, left, right)) {
    return {
      type: types.timestamp,
      dependency,
      evaluate: context => {
        const one = left.evaluate(context);
        const other = right.evaluate(context);
        if (one === undefined || other === undefined) {
          return undefined;
        }
        return operator === '+'
          ? BigInt(one as bigint) + BigInt(other as bigint)
          : BigInt(one as bigint) - BigInt(other as bigint);
      },
    };
  }
  if ([left, right].some(({ type }) => type.type === TDengineType.GEOMETRY)) {
    throw sqlErrors.wrongValueType(operator);
  }
  return {
    type: types.double,
    dependency,
    evaluate: context => {
      const one = left.evaluate(context);
      const other = right.evaluate(context);
      if (one === undefined || other === undefined) {
        return undefined;
      }
      const result = operation(toNumber(one, left), toNumber(other, right));
      return Number.isFinite(result) ? result : undefined;
    },
  };
}

function toNumber(
  cell: NonNullable<ReturnType<Compiled['evaluate']>>,
  { type }: Compiled,
) {
  return isText(type)
    ? parseFloat(String(cell)) || 0
    : cellToNumber(cell, type);
}

function isTimeShift(
  operator: BinaryOperator,
  left: Compiled,
  right: Compiled,
): boolean {
  const isTime = ({ type }: Compiled) => type.type === TDengineType.TIMESTAMP;
  return (
    (isTime(left) && isInteger(right.type) && /[+-]/.test(operator)) ||
    (isTime(right) && isInteger(left.type) && operator === '+')
  );
}
