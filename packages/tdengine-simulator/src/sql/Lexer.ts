import { sqlErrors } from '../SqlError';

export type TokenKind =
  | 'word'
  | 'quoted'
  | 'string'
  | 'integer'
  | 'float'
  | 'duration'
  | 'symbol'
  | 'end';

export interface Token {
  kind: TokenKind;
  /** As written; of a word in lower case, of something quoted what stands between the quotes. */
  text: string;
  start: number;
  end: number;
}

const WORD_START = /[A-Za-z_]/;
const WORD = /[A-Za-z0-9_]*/y;
const SPACE = /(?:\s|--[^\n]*(?:\n|$))*/y;
const HEX = /0[xX][0-9a-fA-F]+/y;
const BINARY = /0[bB][01]+/y;
const NUMBER = /(?:\d+(\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const DURATION_UNIT = /[buasmhdwny](?![A-Za-z0-9_])/iy;
const SYMBOLS = /<>|<=|>=|!=|<<|>>|\|\||->|[(),.;*+\-/%=<>?&|!:]/y;

const ESCAPES: Record<string, string> = {
  n: '\n',
  r: '\r',
  t: '\t',
  f: '\f',
  b: '\b',
};

/** Cuts SQL into tokens, one at a time. */
export class Lexer {
  private position = 0;

  constructor(readonly sql: string) {}

  next(): Token {
    this.match(SPACE);
    const start = this.position;
    const character = this.sql[start];
    if (character === undefined) {
      return { kind: 'end', text: '', start, end: start };
    }
    if (character === "'" || character === '"') {
      return this.readString(character);
    }
    if (character === '`') {
      return this.readQuoted();
    }
    if (WORD_START.test(character)) {
      const text = this.match(WORD)!.toLowerCase();
      return { kind: 'word', text, start, end: this.position };
    }
    return this.readNumber() ?? this.readSymbol();
  }

  /** Continues at a position, so that a parser can look ahead and come back. */
  seek(position: number): void {
    this.position = position;
  }

  private readNumber(): Token | undefined {
    const start = this.position;
    const exact =
      this.sql[start] === '0'
        ? this.match(HEX) ?? this.match(BINARY)
        : undefined;
    if (exact !== undefined) {
      const text = BigInt(exact.toLowerCase()).toString();
      return { kind: 'integer', text, start, end: this.position };
    }
    const text = this.match(NUMBER);
    if (text === undefined) {
      return undefined;
    }
    if (/^\d+$/.test(text)) {
      const unit = this.match(DURATION_UNIT);
      return unit === undefined
        ? { kind: 'integer', text, start, end: this.position }
        : { kind: 'duration', text: text + unit, start, end: this.position };
    }
    return { kind: 'float', text, start, end: this.position };
  }

  private readSymbol(): Token {
    const start = this.position;
    const text = this.match(SYMBOLS);
    if (text === undefined) {
      throw sqlErrors.unrecognized(this.sql.slice(start));
    }
    return { kind: 'symbol', text, start, end: this.position };
  }

  private readString(quote: string): Token {
    const { sql } = this;
    const start = this.position;
    let text = '';
    let from = start + 1;
    let at = from;
    for (;;) {
      const character = sql[at];
      if (character === undefined) {
        throw sqlErrors.unrecognized(sql.slice(start));
      }
      if (character === '\\') {
        text += sql.slice(from, at) + unescape(sql[at + 1] ?? '');
        at += 2;
        from = at;
      } else if (character !== quote) {
        at++;
      } else if (sql[at + 1] === quote) {
        text += sql.slice(from, at + 1);
        at += 2;
        from = at;
      } else {
        break;
      }
    }
    text += sql.slice(from, at);
    this.position = at + 1;
    return { kind: 'string', text, start, end: this.position };
  }

  private readQuoted(): Token {
    const { sql } = this;
    const start = this.position;
    let at = start + 1;
    while (sql[at] !== '`' || sql[at + 1] === '`') {
      if (sql[at] === undefined) {
        throw sqlErrors.unrecognized(sql.slice(start));
      }
      at += sql[at] === '`' ? 2 : 1;
    }
    this.position = at + 1;
    return {
      kind: 'quoted',
      text: sql.slice(start + 1, at).replace(/``/g, '`'),
      start,
      end: this.position,
    };
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.position;
    const found = pattern.exec(this.sql);
    if (!found) {
      return undefined;
    }
    this.position = pattern.lastIndex;
    return found[0];
  }
}

/** `\%`, `\_` and `\x` keep their backslash: the pattern of LIKE and the bytes of VARBINARY need it. */
function unescape(character: string): string {
  return /[%_x]/.test(character)
    ? `\\${character}`
    : ESCAPES[character] ?? character;
}
