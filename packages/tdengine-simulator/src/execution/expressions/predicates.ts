import type { BinaryOperator } from '../../sql/Expression';
import type { Cell } from '../../types/Cell';
import { types } from '../../types/DataType';
import { alignOperands, compareValues, likePattern } from './compare';
import { joinDependencies, type Compiled, type Scope } from './Compiled';

const OUTCOMES: Partial<Record<BinaryOperator, (order: number) => boolean>> = {
  '=': order => order === 0,
  '<>': order => order !== 0,
  '<': order => order < 0,
  '<=': order => order <= 0,
  '>': order => order > 0,
  '>=': order => order >= 0,
};

export function isComparison(operator: BinaryOperator): boolean {
  return operator in OUTCOMES;
}

/** `=`, `<` and the like. */
export function compileComparison(
  operator: BinaryOperator,
  left: Compiled,
  right: Compiled,
  scope: Scope,
): Compiled {
  const [one, other] = alignOperands(left, right, scope);
  const outcome = OUTCOMES[operator]!;
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
export function compileLogic(
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

export function compileLike(
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

export function compileIn(
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

export function compileIsNull(operand: Compiled, negated: boolean): Compiled {
  return {
    type: types.bool,
    dependency: operand.dependency,
    evaluate: context => (operand.evaluate(context) === undefined) !== negated,
  };
}
