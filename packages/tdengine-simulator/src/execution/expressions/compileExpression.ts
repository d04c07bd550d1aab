import { TDengineType } from 'tdengine-client';
import { sqlErrors } from '../../SqlError';
import type { BinaryOperator, Expression } from '../../sql/Expression';
import { types, type DataType } from '../../types/DataType';
import { durationTicks } from '../../types/timestamps';
import { castCell, isCastable } from './castCell';
import { compileArithmetic } from './arithmetic';
import {
  constant,
  joinDependencies,
  type Compiled,
  type Scope,
} from './Compiled';
import {
  compileComparison,
  compileIn,
  compileIsNull,
  compileLike,
  compileLogic,
  isComparison,
} from './predicates';
import { compileFunction, isScalarFunction } from './scalarFunctions';

/**
 * Prepares an expression for evaluation.
 *
 * @throws SqlError for unknown columns and functions and for types that do not go together
 */
export function compileExpression(
  expression: Expression,
  scope: Scope,
): Compiled {
  switch (expression.kind) {
    case 'literal':
      return compileLiteral(expression.literal, expression.value, scope);
    case 'column':
      return scope.column(expression.name, expression.pseudo, expression.table);
    case 'call':
      return isScalarFunction(expression.name)
        ? compileFunction(
            expression.name,
            expression.args.map(arg => compileExpression(arg, scope)),
            scope,
          )
        : scope.aggregate(expression.name, expression.args);
    case 'cast':
      return compileCast(
        compileExpression(expression.operand, scope),
        expression.type,
        scope,
      );
    case 'unary':
      return compileUnary(
        expression.operator,
        compileExpression(expression.operand, scope),
        scope,
      );
    case 'binary':
      return compileBinary(
        expression.operator,
        compileExpression(expression.left, scope),
        compileExpression(expression.right, scope),
        scope,
      );
    case 'in':
      return compileIn(
        compileExpression(expression.operand, scope),
        expression.list.map(item => compileExpression(item, scope)),
        expression.negated,
        scope,
      );
    case 'isNull':
      return compileIsNull(
        compileExpression(expression.operand, scope),
        expression.negated,
      );
    default:
      throw sqlErrors.syntax(expression.text);
  }
}

function compileLiteral(kind: string, value: string, scope: Scope): Compiled {
  switch (kind) {
    case 'integer':
      return constant(types.bigint, BigInt(value));
    case 'float':
      return constant(types.double, Number(value));
    case 'bool':
      return constant(types.bool, value === 'true');
    case 'null':
      return constant(types.varchar(0), undefined);
    case 'duration':
      return constant(
        types.bigint,
        durationTicks(value, scope.precision) ?? 0n,
      );
    default:
      return constant(types.varchar(Buffer.byteLength(value)), value);
  }
}

function compileCast(operand: Compiled, to: DataType, scope: Scope): Compiled {
  if (!isCastable(to)) {
    throw sqlErrors.badParameterType('cast');
  }
  return {
    type: to,
    dependency: operand.dependency,
    evaluate: context =>
      castCell(operand.evaluate(context), operand.type, to, scope),
  };
}

function compileUnary(
  operator: '-' | 'not',
  operand: Compiled,
  scope: Scope,
): Compiled {
  if (operator === '-') {
    return compileArithmetic('-', constant(types.double, 0), operand, scope);
  }
  return {
    type: types.bool,
    dependency: operand.dependency,
    evaluate: context => {
      const value = operand.evaluate(context);
      return value === undefined ? undefined : !value;
    },
  };
}

function compileBinary(
  operator: BinaryOperator,
  left: Compiled,
  right: Compiled,
  scope: Scope,
): Compiled {
  if (isComparison(operator)) {
    return compileComparison(operator, left, right, scope);
  }
  switch (operator) {
    case 'and':
      return compileLogic(left, right, false);
    case 'or':
      return compileLogic(left, right, true);
    case 'like':
    case 'not like':
      return compileLike(left, right, operator === 'not like');
    case '->':
      return compileJsonMember(left, right);
    default:
      return compileArithmetic(operator, left, right, scope);
  }
}

/** `tag->'key'` of a JSON tag. */
function compileJsonMember(left: Compiled, right: Compiled): Compiled {
  if (left.type.type !== TDengineType.JSON) {
    throw sqlErrors.wrongValueType('->');
  }
  return {
    type: types.json,
    dependency: joinDependencies([left, right]),
    evaluate: context => {
      const json = left.evaluate(context);
      const key = right.evaluate(context);
      if (typeof json !== 'string' || typeof key !== 'string') {
        return undefined;
      }
      const member = (JSON.parse(json) as Record<string, unknown>)[key];
      return member === undefined ? undefined : JSON.stringify(member);
    },
  };
}
