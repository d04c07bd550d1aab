import { SqlError } from '../../SqlError';
import type { Expression } from '../../sql/Expression';
import type { OrderItem } from '../../sql/select';
import { compareCells } from '../../types/compareCells';
import { compileExpression } from '../expressions/compileExpression';
import type { Compiled, RowContext, Scope } from '../expressions/Compiled';
import type { OutputItem } from './items';

/** One key of ORDER BY. */
interface SortKey {
  compiled: Compiled;
  descending: boolean;
  nullsFirst: boolean;
}

/** Prepares ORDER BY; its items may be names or numbers of result columns, or expressions of their own. */
export function compileOrder(
  orderBy: OrderItem[],
  items: OutputItem[],
  scope: Scope,
): SortKey[] {
  return orderBy.map(({ expression, descending, nullsFirst }) => ({
    compiled: compileExpression(resolve(expression, items), scope),
    descending,
    nullsFirst: nullsFirst ?? !descending,
  }));
}

function resolve(expression: Expression, items: OutputItem[]): Expression {
  if (expression.kind === 'literal' && expression.literal === 'integer') {
    const item = items[Number(expression.value) - 1];
    if (!item) {
      throw new SqlError(
        0x2609,
        'ORDER BY / GROUP BY item must be the number of a SELECT-list expression',
      );
    }
    return item.expression;
  }
  return (
    items.find(({ name }) => name === expression.text)?.expression ?? expression
  );
}

/** Sorts rows by the keys; rows with equal keys stay as they were. */
export function sortContexts(
  contexts: RowContext[],
  keys: SortKey[],
): RowContext[] {
  if (keys.length === 0) {
    return contexts;
  }
  return contexts
    .map(context => ({
      context,
      cells: keys.map(({ compiled }) => compiled.evaluate(context)),
    }))
    .sort((left, right) => {
      for (const [index, key] of keys.entries()) {
        const order = compareKey(key, left.cells[index], right.cells[index]);
        if (order !== 0) {
          return order;
        }
      }
      return 0;
    })
    .map(({ context }) => context);
}

function compareKey(
  { descending, nullsFirst }: SortKey,
  left: Parameters<typeof compareCells>[0],
  right: Parameters<typeof compareCells>[0],
): number {
  if (left === undefined || right === undefined) {
    if (left === right) {
      return 0;
    }
    return (left === undefined) === nullsFirst ? -1 : 1;
  }
  const order = compareCells(left, right);
  return descending ? -order : order;
}
