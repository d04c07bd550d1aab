import type { DataType } from '../types/DataType';
import type { TokenStream } from './TokenStream';

export type LiteralKind =
  | 'integer'
  | 'float'
  | 'string'
  | 'bool'
  | 'null'
  | 'duration';

export type BinaryOperator =
  | 'or'
  | 'and'
  | '='
  | '<>'
  | '<'
  | '<='
  | '>'
  | '>='
  | 'like'
  | 'not like'
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | '->';

/** An expression; `text` is how it was written, which is also the name of the column it becomes. */
export type Expression = { text: string } & ExpressionKind;

export type ExpressionKind =
  | { kind: 'literal'; literal: LiteralKind; value: string }
  | { kind: 'column'; table?: string; name: string; pseudo: boolean }
  | { kind: 'star'; table?: string }
  | { kind: 'call'; name: string; args: Expression[] }
  | { kind: 'cast'; operand: Expression; type: DataType }
  | { kind: 'unary'; operator: '-' | 'not'; operand: Expression }
  | {
      kind: 'binary';
      operator: BinaryOperator;
      left: Expression;
      right: Expression;
    }
  | { kind: 'in'; operand: Expression; list: Expression[]; negated: boolean }
  | { kind: 'isNull'; operand: Expression; negated: boolean };

/** Gives an expression the text it was written as. */
export function written(
  stream: TokenStream,
  start: number,
  kind: ExpressionKind,
): Expression {
  return { ...kind, text: stream.textFrom(start) };
}

/** Parts an expression is made of. */
export function operandsOf(expression: Expression): Expression[] {
  switch (expression.kind) {
    case 'call':
      return expression.args;
    case 'cast':
    case 'unary':
    case 'isNull':
      return [expression.operand];
    case 'binary':
      return [expression.left, expression.right];
    case 'in':
      return [expression.operand, ...expression.list];
    default:
      return [];
  }
}

/** Whether the expression or any part of it satisfies a test. */
export function someExpression(
  expression: Expression,
  test: (part: Expression) => boolean,
): boolean {
  return (
    test(expression) ||
    operandsOf(expression).some(part => someExpression(part, test))
  );
}

/** The conditions an expression joins by AND. */
export function conjuncts(expression: Expression | undefined): Expression[] {
  if (!expression) {
    return [];
  }
  return expression.kind === 'binary' && expression.operator === 'and'
    ? [...conjuncts(expression.left), ...conjuncts(expression.right)]
    : [expression];
}
