import { sqlErrors } from '../SqlError';
import { near, parseLiteral, type InsertValue } from './literal';
import type { TableName, TokenStream } from './TokenStream';

/** Super table, tags and options of a table that is created on the way. */
export interface UsingClause {
  superTable: TableName;
  /** Tags that get a value; all of them where this is missing. */
  tagNames?: string[];
  values: InsertValue[];
}

export interface InsertTarget {
  table: TableName;
  using?: UsingClause;
  columns?: string[];
  rows: InsertValue[][];
  /** Where its columns' names begin, for refusals. */
  start: number;
}

export interface InsertStatement {
  kind: 'insert';
  sql: string;
  targets: InsertTarget[];
}

export function parseInsert(stream: TokenStream): InsertStatement {
  stream.expectWord('insert');
  stream.expectWord('into');
  if (stream.atEnd()) {
    throw sqlErrors.incomplete();
  }
  const targets = [parseTarget(stream)];
  while (!stream.atEnd()) {
    targets.push(parseTarget(stream));
  }
  return { kind: 'insert', sql: stream.sql, targets };
}

function parseTarget(stream: TokenStream): InsertTarget {
  const table = stream.tableName();
  let columns = parseNames(stream);
  const using = stream.isWord('using') ? parseUsing(stream) : undefined;
  const { start } = stream.token;
  columns ??= parseNames(stream);
  if (stream.atEnd()) {
    throw sqlErrors.incomplete();
  }
  if (!stream.acceptWord('values', 'value')) {
    throw near(stream, 'keyword VALUES or FILE is expected');
  }
  const rows: InsertValue[][] = [];
  while (stream.isSymbol('(')) {
    rows.push(parseTuple(stream));
    stream.acceptSymbol(',');
  }
  return { table, using, columns, rows, start };
}

function parseNames(stream: TokenStream): string[] | undefined {
  return stream.isSymbol('(')
    ? stream.list(() => parseColumnName(stream))
    : undefined;
}

/** INSERT takes keywords, `tbname` above all, as names of columns. */
function parseColumnName(stream: TokenStream): string {
  const { kind, text } = stream.token;
  if (kind === 'word' || kind === 'quoted') {
    stream.next();
    return text;
  }
  throw stream.error();
}

/** `USING super (tags) TAGS (values)`, as CREATE TABLE has it too. */
export function parseUsing(stream: TokenStream): UsingClause {
  stream.expectWord('using');
  const superTable = stream.tableName();
  const tagNames = stream.isSymbol('(')
    ? stream.list(() => parseColumnName(stream))
    : undefined;
  stream.expectWord('tags');
  return { superTable, tagNames, values: parseTuple(stream) };
}

function parseTuple(stream: TokenStream): InsertValue[] {
  stream.expectSymbol('(');
  const values: InsertValue[] = [];
  for (;;) {
    values.push(parseLiteral(stream));
    if (stream.acceptSymbol(')')) {
      return values;
    }
    if (!stream.acceptSymbol(',')) {
      throw near(stream, ') expected');
    }
  }
}
