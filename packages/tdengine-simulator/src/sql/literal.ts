import { sqlErrors, type SqlError } from '../SqlError';
import type { Token } from './Lexer';
import type { TokenStream } from './TokenStream';

/** A value as written; arithmetic on `now` is kept as text. */
export interface InsertValue {
  kind: 'null' | 'bool' | 'integer' | 'float' | 'string' | 'time' | 'symbol';
  /** The value; of a string without quotes and escapes. */
  text: string;
  /** Where it begins in the statement, so that a refusal can quote it. */
  start: number;
}

const KINDS: Partial<Record<Token['kind'], InsertValue['kind']>> = {
  integer: 'integer',
  float: 'float',
  string: 'string',
};

/** Parses one value of INSERT, of TAGS or of SET TAG. */
export function parseLiteral(stream: TokenStream): InsertValue {
  const { start, kind, text } = stream.token;
  if (KINDS[kind]) {
    stream.next();
    const value = { kind: KINDS[kind]!, text, start };
    return kind === 'integer' && isSign(stream)
      ? { kind: 'time', text: readTime(stream, start), start }
      : value;
  }
  if (stream.acceptWord('null')) {
    return { kind: 'null', text, start };
  }
  if (stream.acceptWord('true', 'false')) {
    return { kind: 'bool', text, start };
  }
  if (stream.acceptWord('now', 'today')) {
    return { kind: 'time', text: readTime(stream, start), start };
  }
  if (stream.isSymbol('-') || stream.isSymbol('+')) {
    return parseSigned(stream, start);
  }
  if (kind === 'word') {
    stream.next();
    return { kind: 'symbol', text, start };
  }
  throw near(stream, kind === 'end' ? ') expected' : undefined);
}

function parseSigned(stream: TokenStream, start: number): InsertValue {
  const sign = stream.next().text === '-' ? '-' : '';
  const { kind, text } = stream.token;
  if (kind === 'word' && /^(inf|infinity|nan)$/.test(text)) {
    stream.next();
    return { kind: 'symbol', text: sign + text, start };
  }
  if (kind !== 'integer' && kind !== 'float') {
    throw near(stream);
  }
  stream.next();
  return { kind, text: sign + text, start };
}

function isSign(stream: TokenStream): boolean {
  return stream.isSymbol('+') || stream.isSymbol('-');
}

/** Takes the rest of `now() + 1s - 2d`. */
function readTime(stream: TokenStream, start: number): string {
  if (stream.acceptSymbol('(')) {
    stream.expectSymbol(')');
  }
  while (isSign(stream)) {
    stream.next();
    if (stream.token.kind !== 'duration') {
      throw near(stream);
    }
    stream.next();
  }
  return stream.textFrom(start);
}

/** Refusal of the current token in INSERT's own words. */
export function near(stream: TokenStream, why?: string): SqlError {
  return sqlErrors.insertSyntax(stream.sql.slice(stream.token.start), why);
}
