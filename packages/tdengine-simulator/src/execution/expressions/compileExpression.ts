import { TDengineType } from 'tdengine-client';
import { sqlErrors } from '../../SqlError';
import type { BinaryOperator, Expression } from '../../sql/Expression';
import type { Cell } from '../../types/Cell';
import { types, type DataType } from '../../types/DataType';
import { durationTicks } from '../../types/timestamps';
import { castCell, isCastable } from './castCell';
import { compileArithmetic } from './arithmetic';
import { alignOperands, compareValues, likePattern } from './compare';
import {
  constant,
  joinDependencies,
  type Compiled,
  type Scope,
} from './Compiled';
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
        : scope.aggregate(expression.name, expression.args, expression.text);
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

const OUTCOMES: Partial<Record<BinaryOperator, (order: number) => boolean>> = {
  '=': order => order === 0,
  '<>': order => order !== 0,
  '<': order => order < 0,
  '<=': order => order <= 0,
  '>': order => order > 0,
  '>=': order => order >= 0,
};

function compileBinary(
  operator: BinaryOperator,
  left: Compiled,
  right: Compiled,
  scope: Scope,
): Compiled {
  const outcome = OUTCOMES[operator];
  if (outcome) {
    return compileComparison(outcome, left, right, scope);
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

function compileComparison(
  outcome: (order: number) => boolean,
  left: Compiled,
  right: Compiled,
  scope: Scope,
): Compiled {
  const [one, other] = alignOperands(left, right, scope);
  return {
    type: types.bool,
    dependency: joinDependencies([left, right]),
    evaluate: context => {
      const order = compareValues(
        one.evaluate(context),
        one.type,
        other.evaluate(context),
        other.type,
      );
      return order === undefined ? undefined : outcome(order);
    },
  };
}

/** AND and OR of three-valued logic; `decisive` is the value that settles the matter alone. */
function compileLogic(
  left: Compiled,
  right: Compiled,
  decisive: boolean,
): Compiled {
  return {
    type: types.bool,
    dependency: joinDependencies([left, right]),
    evaluate: context => {
      const one = truth(left.evaluate(context));
      if (one === decisive) {
        return decisive;
      }
      const other = truth(right.evaluate(context));
      if (other === decisive) {
        return decisive;
      }
      return one === undefined || other === undefined ? undefined : !decisive;
    },
  };
}

function truth(cell: Cell): boolean | undefined {
  return cell === undefined ? undefined : Boolean(cell);
}

function compileLike(
  left: Compiled,
  right: Compiled,
  negated: boolean,
): Compiled {
  let last: string | undefined;
  let pattern = /^$/;
  return {
    type: types.bool,
    dependency: joinDependencies([left, right]),
    evaluate: context => {
      const text = left.evaluate(context);
      const wanted = right.evaluate(context);
      if (text === undefined || wanted === undefined) {
        return undefined;
      }
      if (wanted !== last) {
        last = String(wanted);
        pattern = likePattern(last);
      }
      return pattern.test(String(text)) !== negated;
    },
  };
}

function compileIn(
  operand: Compiled,
  list: Compiled[],
  negated: boolean,
  scope: Scope,
): Compiled {
  const items = list.map(item => alignOperands(item, operand, scope)[0]);
  return {
    type: types.bool,
    dependency: joinDependencies([operand, ...list]),
    evaluate: context => {
      const value = operand.evaluate(context);
      if (value === undefined) {
        return undefined;
      }
      const found = items.some(
        item =>
          compareValues(
            value,
            operand.type,
            item.evaluate(context),
            item.type,
          ) === 0,
      );
      return found !== negated;
    },
  };
}

function compileIsNull(operand: Compiled, negated: boolean): Compiled {
  return {
    type: types.bool,
    dependency: operand.dependency,
    evaluate: context => (operand.evaluate(context) === undefined) !== negated,
  };
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
