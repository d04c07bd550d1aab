import { written, type BinaryOperator, type Expression } from './Expression';
import { parsePrimary } from './parsePrimary';
import type { TokenStream } from './TokenStream';

const COMPARISONS: Record<string, BinaryOperator> = {
  '=': '=',
  '<>': '<>',
  '!=': '<>',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
};

/** Parses an expression with the precedence of SQL, OR binding least. */
export function parseExpression(stream: TokenStream): Expression {
  return parseOr(stream);
}

function parseOr(stream: TokenStream): Expression {
  const { start } = stream.token;
  let left = parseAnd(stream);
  while (stream.acceptWord('or')) {
    const right = parseAnd(stream);
    left = written(stream, start, {
      kind: 'binary',
      operator: 'or',
      left,
      right,
    });
  }
  return left;
}

function parseAnd(stream: TokenStream): Expression {
  const { start } = stream.token;
  let left = parseNot(stream);
  while (stream.acceptWord('and')) {
    const right = parseNot(stream);
    left = written(stream, start, {
      kind: 'binary',
      operator: 'and',
      left,
      right,
    });
  }
  return left;
}

function parseNot(stream: TokenStream): Expression {
  const { start } = stream.token;
  if (stream.acceptWord('not')) {
    const operand = parseNot(stream);
    return written(stream, start, { kind: 'unary', operator: 'not', operand });
  }
  return parseComparison(stream);
}

function parseComparison(stream: TokenStream): Expression {
  const { start } = stream.token;
  const left = parseSum(stream);
  const operator =
    stream.token.kind === 'symbol' ? COMPARISONS[stream.token.text] : undefined;
  if (operator) {
    stream.next();
    const right = parseSum(stream);
    return written(stream, start, { kind: 'binary', operator, left, right });
  }
  if (stream.acceptWord('is')) {
    const negated = stream.acceptWord('not');
    stream.expectWord('null');
    return written(stream, start, { kind: 'isNull', operand: left, negated });
  }
  return parseMembership(stream, start, left);
}

function parseMembership(
  stream: TokenStream,
  start: number,
  operand: Expression,
): Expression {
  const beforeNot = stream.token;
  const negated = stream.acceptWord('not');
  if (stream.acceptWord('in')) {
    const list = stream.list(() => parseSum(stream));
    return written(stream, start, { kind: 'in', operand, list, negated });
  }
  if (stream.acceptWord('like')) {
    const right = parseSum(stream);
    const operator = negated ? 'not like' : 'like';
    return written(stream, start, {
      kind: 'binary',
      operator,
      left: operand,
      right,
    });
  }
  if (stream.acceptWord('between')) {
    return parseBetween(stream, start, operand, negated);
  }
  if (negated) {
    stream.rewind(beforeNot);
  }
  return operand;
}

function parseBetween(
  stream: TokenStream,
  start: number,
  operand: Expression,
  negated: boolean,
): Expression {
  const low = parseSum(stream);
  stream.expectWord('and');
  const high = parseSum(stream);
  const compare = (operator: BinaryOperator, right: Expression) =>
    written(stream, start, { kind: 'binary', operator, left: operand, right });
  return written(stream, start, {
    kind: 'binary',
    operator: negated ? 'or' : 'and',
    left: compare(negated ? '<' : '>=', low),
    right: compare(negated ? '>' : '<=', high),
  });
}

function parseSum(stream: TokenStream): Expression {
  return parseLeftToRight(stream, ['+', '-'], parseProduct);
}

function parseProduct(stream: TokenStream): Expression {
  return parseLeftToRight(stream, ['*', '/', '%'], parseMember);
}

function parseMember(stream: TokenStream): Expression {
  return parseLeftToRight(stream, ['->'], parseUnary);
}

function parseLeftToRight(
  stream: TokenStream,
  operators: BinaryOperator[],
  operand: (stream: TokenStream) => Expression,
): Expression {
  const { start } = stream.token;
  let left = operand(stream);
  for (;;) {
    const operator = operators.find(symbol => stream.isSymbol(symbol));
    if (!operator) {
      return left;
    }
    stream.next();
    const right = operand(stream);
    left = written(stream, start, { kind: 'binary', operator, left, right });
  }
}

function parseUnary(stream: TokenStream): Expression {
  const { start } = stream.token;
  if (stream.acceptSymbol('-')) {
    const operand = parseUnary(stream);
    if (
      operand.kind === 'literal' &&
      /^(integer|float)$/.test(operand.literal)
    ) {
      return written(stream, start, {
        ...operand,
        value: `-${operand.value}`,
      });
    }
    return written(stream, start, { kind: 'unary', operator: '-', operand });
  }
  if (stream.acceptSymbol('+')) {
    return parseUnary(stream);
  }
  return parsePrimary(stream, parseOr);
}
