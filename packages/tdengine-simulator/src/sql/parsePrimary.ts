import { parseDataType } from './dataTypes';
import { written, type Expression } from './Expression';
import type { TokenStream } from './TokenStream';

/** Parses a whole expression; handed in, because expressions contain each other. */
type ParseExpression = (stream: TokenStream) => Expression;

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

/**
 * Parses a value: a literal, a column, a call, or anything in parentheses.
 *
 * @param parseInner - parses what stands in parentheses
 */
export function parsePrimary(
  stream: TokenStream,
  parseInner: ParseExpression,
): Expression {
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
      return parseWord(stream, parseInner);
    default:
  }
  if (stream.acceptSymbol('(')) {
    const inner = parseInner(stream);
    stream.expectSymbol(')');
    return { ...inner, text: stream.textFrom(start) };
  }
  throw stream.error();
}

function parseWord(
  stream: TokenStream,
  parseInner: ParseExpression,
): Expression {
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
    return text === 'cast'
      ? parseCast(stream, parseInner)
      : parseCall(stream, parseInner);
  }
  if (BARE_FUNCTIONS.has(text)) {
    stream.next();
    return written(stream, start, { kind: 'call', name: text, args: [] });
  }
  return parseColumn(stream);
}

function parseCast(
  stream: TokenStream,
  parseInner: ParseExpression,
): Expression {
  const { start } = stream.next();
  stream.expectSymbol('(');
  const operand = parseInner(stream);
  stream.expectWord('as');
  const type = parseDataType(stream);
  stream.expectSymbol(')');
  return written(stream, start, { kind: 'cast', operand, type });
}

function parseCall(
  stream: TokenStream,
  parseInner: ParseExpression,
): Expression {
  const { start, text: name } = stream.next();
  stream.expectSymbol('(');
  const takesStar = STAR_FUNCTIONS.has(name);
  const args =
    stream.isSymbol(')') && !takesStar
      ? []
      : stream.items(() =>
          takesStar ? parseStar(stream, parseInner) : parseInner(stream),
        );
  stream.expectSymbol(')');
  return written(stream, start, { kind: 'call', name, args });
}

function parseStar(
  stream: TokenStream,
  parseInner: ParseExpression,
): Expression {
  const { start } = stream.token;
  return stream.acceptSymbol('*')
    ? written(stream, start, { kind: 'star' })
    : parseInner(stream);
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
