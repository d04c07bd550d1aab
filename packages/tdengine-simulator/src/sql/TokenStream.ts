import { SqlError, sqlErrors } from '../SqlError';
import { isReserved } from './keywords';
import { Lexer, type Token } from './Lexer';

/** Name of a table as written; `database` is missing where the connection's current one is meant. */
export interface TableName {
  database?: string;
  table: string;
}

/** Tokens of one statement with the questions a parser asks of them. */
export class TokenStream {
  private readonly lexer: Lexer;
  private current: Token;
  private consumedTo = 0;

  constructor(readonly sql: string) {
    this.lexer = new Lexer(sql);
    this.current = this.lexer.next();
  }

  /** The token the parser stands at. */
  get token(): Token {
    return this.current;
  }

  next(): Token {
    const token = this.current;
    this.consumedTo = token.end;
    this.current = this.lexer.next();
    return token;
  }

  /** The token behind the current one. */
  peek(): Token {
    const token = this.lexer.next();
    this.lexer.seek(this.current.end);
    return token;
  }

  /** Goes back to a token seen before. */
  rewind(token: Token): void {
    this.current = token;
    this.lexer.seek(token.end);
  }

  /** The statement's text from a position to the end of the last token taken. */
  textFrom(start: number): string {
    return this.sql.slice(start, this.consumedTo);
  }

  isWord(...words: string[]): boolean {
    return this.current.kind === 'word' && words.includes(this.current.text);
  }

  isSymbol(symbol: string): boolean {
    return this.current.kind === 'symbol' && this.current.text === symbol;
  }

  acceptWord(...words: string[]): boolean {
    if (!this.isWord(...words)) {
      return false;
    }
    this.next();
    return true;
  }

  /** Takes a sequence of words whole or not at all. */
  acceptWords(...words: string[]): boolean {
    const start = this.current;
    for (const word of words) {
      if (!this.acceptWord(word)) {
        this.rewind(start);
        return false;
      }
    }
    return true;
  }

  acceptSymbol(symbol: string): boolean {
    if (!this.isSymbol(symbol)) {
      return false;
    }
    this.next();
    return true;
  }

  expectWord(...words: string[]): void {
    for (const word of words) {
      if (!this.acceptWord(word)) {
        throw this.error();
      }
    }
  }

  expectSymbol(symbol: string): void {
    if (!this.acceptSymbol(symbol)) {
      throw this.error();
    }
  }

  /** Whether the statement is over: nothing follows, or a semicolon, behind which TDengine does not look. */
  atEnd(): boolean {
    return this.current.kind === 'end' || this.isSymbol(';');
  }

  /** Refuses anything behind the statement. */
  expectEnd(): void {
    if (!this.atEnd()) {
      throw this.error();
    }
  }

  /** A name: in backticks as it is, otherwise in lower case and not reserved. */
  name(): string {
    const { kind, text, start } = this.current;
    if (kind === 'quoted' && text === '') {
      throw new SqlError(
        0x2617,
        `Invalid identifier name: ${this.sql.slice(start + 1)}`,
      );
    }
    if (kind === 'quoted' || (kind === 'word' && !isReserved(text))) {
      this.next();
      return text;
    }
    throw this.error();
  }

  tableName(): TableName {
    const first = this.name();
    return this.acceptSymbol('.')
      ? { database: first, table: this.name() }
      : { table: first };
  }

  integer(): number {
    const negative = this.acceptSymbol('-');
    if (this.current.kind !== 'integer') {
      throw this.error();
    }
    const value = Number(this.next().text);
    return negative ? -value : value;
  }

  string(): string {
    if (this.current.kind !== 'string') {
      throw this.error();
    }
    return this.next().text;
  }

  /** What stands between the quotes of a string, escapes included. */
  rawString(): string {
    const { start, end } = this.current;
    this.string();
    return this.sql.slice(start + 1, end - 1);
  }

  /** A list in parentheses, separated by commas. */
  list<T>(item: () => T): T[] {
    this.expectSymbol('(');
    const items = this.items(item);
    this.expectSymbol(')');
    return items;
  }

  /** Items separated by commas. */
  items<T>(item: () => T): T[] {
    const items = [item()];
    while (this.acceptSymbol(',')) {
      items.push(item());
    }
    return items;
  }

  /** The refusal of the current token. */
  error(): SqlError {
    return this.current.kind === 'end'
      ? sqlErrors.incomplete()
      : sqlErrors.syntax(this.sql.slice(this.current.start));
  }
}
