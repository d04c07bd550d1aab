import { parseLiteral, type InsertValue } from './literal';
import { parseColumn, parseReference, type ColumnClause } from './tables';
import type { TableName, TokenStream } from './TokenStream';

export type TableChange =
  | { kind: 'addColumn'; column: ColumnClause }
  | { kind: 'dropColumn'; name: string }
  | { kind: 'modifyColumn'; column: ColumnClause }
  | { kind: 'compressColumn'; name: string; options: Partial<ColumnClause> }
  | { kind: 'renameColumn'; from: string; to: string }
  | { kind: 'referColumn'; name: string; from?: string[] }
  | { kind: 'addTag'; tag: ColumnClause }
  | { kind: 'dropTag'; name: string }
  | { kind: 'modifyTag'; tag: ColumnClause }
  | { kind: 'renameTag'; from: string; to: string }
  | { kind: 'setTags'; values: Array<{ name: string; value: InsertValue }> }
  | { kind: 'options'; comment?: string; ttl?: number; keep?: string };

export interface AlterTable {
  kind: 'alterTable';
  sql: string;
  name: TableName;
  change: TableChange;
}

/** ALTER TABLE, STABLE and VTABLE; the stream stands behind ALTER. */
export function parseAlterTable(stream: TokenStream): AlterTable {
  stream.next();
  const name = stream.tableName();
  return {
    kind: 'alterTable',
    sql: stream.sql,
    name,
    change: parseChange(stream),
  };
}

function parseChange(stream: TokenStream): TableChange {
  if (stream.acceptWord('add')) {
    return stream.acceptWord('tag')
      ? { kind: 'addTag', tag: parseColumn(stream) }
      : { kind: 'addColumn', column: column(stream, parseColumn) };
  }
  if (stream.acceptWord('drop')) {
    return stream.acceptWord('tag')
      ? { kind: 'dropTag', name: stream.name() }
      : { kind: 'dropColumn', name: column(stream, () => stream.name()) };
  }
  if (stream.acceptWord('modify')) {
    return stream.acceptWord('tag')
      ? { kind: 'modifyTag', tag: parseColumn(stream) }
      : column(stream, parseModify);
  }
  if (stream.acceptWord('rename')) {
    const kind = stream.acceptWord('tag') ? 'renameTag' : 'renameColumn';
    if (kind === 'renameColumn') {
      stream.expectWord('column');
    }
    return { kind, from: stream.name(), to: stream.name() };
  }
  if (stream.acceptWord('set')) {
    return parseSetTags(stream);
  }
  if (stream.acceptWords('alter', 'column')) {
    return parseRefer(stream);
  }
  return parseTableOptions(stream);
}

function column<T>(stream: TokenStream, parse: (stream: TokenStream) => T): T {
  stream.expectWord('column');
  return parse(stream);
}

/** A wider type, or another compression of the same one. */
function parseModify(stream: TokenStream): TableChange {
  const start = stream.token;
  const name = stream.name();
  if (!stream.isWord('encode', 'compress', 'level')) {
    stream.rewind(start);
    return { kind: 'modifyColumn', column: parseColumn(stream) };
  }
  const options: Partial<ColumnClause> = {};
  while (stream.isWord('encode', 'compress', 'level')) {
    const option = stream.next().text as 'encode' | 'compress' | 'level';
    options[option] = stream.string().toLowerCase();
  }
  return { kind: 'compressColumn', name, options };
}

function parseSetTags(stream: TokenStream): TableChange {
  stream.expectWord('tag');
  const values = stream.items(() => {
    const name = stream.name();
    stream.expectSymbol('=');
    return { name, value: parseLiteral(stream) };
  });
  return { kind: 'setTags', values };
}

function parseRefer(stream: TokenStream): TableChange {
  const name = stream.name();
  stream.expectWord('set');
  if (stream.acceptWord('null')) {
    return { kind: 'referColumn', name };
  }
  return { kind: 'referColumn', name, from: parseReference(stream) };
}

function parseTableOptions(stream: TokenStream): TableChange {
  const change: TableChange = { kind: 'options' };
  do {
    if (stream.acceptWord('comment')) {
      change.comment = stream.rawString();
    } else if (stream.acceptWord('ttl')) {
      change.ttl = stream.integer();
    } else if (stream.acceptWord('keep')) {
      change.keep = stream.next().text;
    } else {
      throw stream.error();
    }
  } while (stream.isWord('comment', 'ttl', 'keep'));
  return change;
}
