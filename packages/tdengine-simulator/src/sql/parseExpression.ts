import { parseDataType } from './dataTypes';
import type { BinaryOperator, Expression, ExpressionKind } from './Expression';
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

/** Keywords that stand for a value a row has beside its columns. */
const PSEUDO_COLUMNS = new Set([
  'tbname',
  '_c0',
  '_rowts',
  '_wstart',
  '_wend',
  '_wduration',
]);

/** Functions that may be written without parentheses. */
const BARE_FUNCTIONS = new Set(['now', 'today']);

/** Functions that take `*`, and never nothing. */
const STAR_FUNCTIONS = new Set(['count', 'first', 'last', 'last_row']);

/** Parses an expression with the precedence of SQL, OR binding least. */
export function parseExpression(stream: TokenStream): Expression {
  return parseOr(stream);
}

/** Gives an expression the text it was written as. */
function written(
  stream: TokenStream,
  start: number,
  kind: ExpressionKind,
): Expression {
  return { ...kind, text: stream.textFrom(start) };
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
  return parsePrimary(stream);
}

function parsePrimary(stream: TokenStream): Expression {
  const { kind, text, start } = stream.token;
  switch (kind) {
    case 'integer':
    case 'float':
    case 'string':
    case 'duration':
      stream.next();
      return written(stream, start, {
        kind: 'literal',
        literal: kind,
        value: text,
      });
    case 'quoted':
      return parseColumn(stream);
    case 'word':
      return parseWord(stream);
    default:
  }
  if (stream.acceptSymbol('(')) {
    const inner = parseOr(stream);
    stream.expectSymbol(')');
    return { ...inner, text: stream.textFrom(start) };
  }
  throw stream.error();
}

function parseWord(stream: TokenStream): Expression {
  const { text, start } = stream.token;
  if (text === 'null' || text === 'true' || text === 'false') {
    stream.next();
    return written(stream, start, {
      kind: 'literal',
      literal: text === 'null' ? 'null' : 'bool',
      value: text,
    });
  }
  const behind = stream.peek();
  if (behind.kind === 'symbol' && behind.text === '(') {
    return text === 'cast' ? parseCast(stream) : parseCall(stream);
  }
  if (BARE_FUNCTIONS.has(text)) {
    stream.next();
    return written(stream, start, { kind: 'call', name: text, args: [] });
  }
  return parseColumn(stream);
}

function parseCast(stream: TokenStream): Expression {
  const { start } = stream.next();
  stream.expectSymbol('(');
  const operand = parseOr(stream);
  stream.expectWord('as');
  const type = parseDataType(stream);
  stream.expectSymbol(')');
  return written(stream, start, { kind: 'cast', operand, type });
}

function parseCall(stream: TokenStream): Expression {
  const { start, text: name } = stream.next();
  stream.expectSymbol('(');
  const takesStar = STAR_FUNCTIONS.has(name);
  const args =
    stream.isSymbol(')') && !takesStar
      ? []
      : stream.items(() => parseArgument(stream, takesStar));
  stream.expectSymbol(')');
  return written(stream, start, { kind: 'call', name, args });
}

function parseArgument(stream: TokenStream, takesStar: boolean): Expression {
  const { start } = stream.token;
  return takesStar && stream.acceptSymbol('*')
    ? written(stream, start, { kind: 'star' })
    : parseOr(stream);
}

/** A column, a pseudo column, or either behind the name of its table. */
function parseColumn(stream: TokenStream): Expression {
  const { start } = stream.token;
  const first = parseColumnName(stream);
  if (first.pseudo || !stream.acceptSymbol('.')) {
    return { kind: 'column', ...first, text: first.name };
  }
  if (stream.acceptSymbol('*')) {
    return written(stream, start, { kind: 'star', table: first.name });
  }
  const column = parseColumnName(stream);
  return { kind: 'column', ...column, table: first.name, text: column.name };
}

function parseColumnName(stream: TokenStream): {
  name: string;
  pseudo: boolean;
} {
  const { kind, text } = stream.token;
  if (kind === 'word' && PSEUDO_COLUMNS.has(text)) {
    stream.next();
    return { name: text, pseudo: true };
  }
  return { name: stream.name(), pseudo: false };
}
