import { sqlErrors } from '../../SqlError';
import type { Expression } from '../../sql/Expression';
import type { SelectItem } from '../../sql/select';
import { MULTI_COLUMN_AGGREGATES } from './aggregates';
import type { Relation } from './Relation';

/** A result column: what it is called and what it is. */
export interface OutputItem {
  name: string;
  expression: Expression;
}

/** Replaces `*` and `first(*)` by what they stand for and gives every column its name. */
export function expandItems(
  items: SelectItem[],
  relation: Relation | undefined,
): OutputItem[] {
  return items.flatMap(({ expression, alias }) => {
    if (expression.kind === 'star') {
      return starColumns(relation).map(column => ({
        name: column.text,
        expression: column,
      }));
    }
    if (
      expression.kind === 'call' &&
      MULTI_COLUMN_AGGREGATES.includes(expression.name)
    ) {
      return expandAggregate(expression.name, expression, relation, alias);
    }
    return [{ name: alias ?? expression.text, expression }];
  });
}

function starColumns(relation: Relation | undefined): Expression[] {
  if (!relation) {
    throw sqlErrors.incomplete();
  }
  return relation.star.map(index => columnNamed(relation.columns[index].name));
}

function columnNamed(name: string): Expression {
  return { kind: 'column', name, pseudo: false, text: name };
}

function expandAggregate(
  name: string,
  call: Expression & { kind: 'call' },
  relation: Relation | undefined,
  alias: string | undefined,
): OutputItem[] {
  const operands = call.args.flatMap(arg =>
    arg.kind === 'star' ? dataColumns(relation) : [arg],
  );
  if (operands.length === 1 && call.args[0].kind !== 'star') {
    return [{ name: alias ?? call.text, expression: call }];
  }
  return operands.map(operand => {
    const text = `${name}(${operand.text})`;
    return {
      name: text,
      expression: { kind: 'call', name, args: [operand], text },
    };
  });
}

function dataColumns(relation: Relation | undefined): Expression[] {
  return (relation?.columns ?? [])
    .filter(({ role }) => role === 'column')
    .map(({ name }) => columnNamed(name));
}
