import { SqlError } from '../SqlError';
import type { DataType } from '../types/DataType';
import { parseDataType } from './dataTypes';
import { parseUsing, type UsingClause } from './insert';
import type { TableName, TokenStream } from './TokenStream';

/** Column or tag as CREATE and ALTER define it. */
export interface ColumnClause {
  name: string;
  type: DataType;
  compositeKey: boolean;
  encode?: string;
  compress?: string;
  level?: string;
  /** `FROM` of a virtual table's column: database, table, column; the database may be missing. */
  from?: string[];
}

export interface TableOptions {
  comment?: string;
  ttl?: number;
  /** Such as `100d`. */
  keep?: string;
  virtual: boolean;
}

export interface CreateSuperTable {
  kind: 'createSuperTable';
  name: TableName;
  ifNotExists: boolean;
  columns: ColumnClause[];
  tags: ColumnClause[];
  options: TableOptions;
}

export interface CreateNormalTable {
  kind: 'createNormalTable';
  name: TableName;
  ifNotExists: boolean;
  columns: ColumnClause[];
  options: TableOptions;
}

export interface ChildTableClause {
  name: TableName;
  ifNotExists: boolean;
  using: UsingClause;
  options: TableOptions;
}

export interface CreateChildTables {
  kind: 'createChildTables';
  sql: string;
  tables: ChildTableClause[];
}

export interface DropTables {
  kind: 'dropTables';
  /** What the statement calls the tables. */
  type: 'table' | 'stable' | 'vtable';
  tables: Array<{ name: TableName; ifExists: boolean }>;
}

/** CREATE TABLE and CREATE STABLE; the stream stands behind CREATE. */
export function parseCreateTable(
  stream: TokenStream,
): CreateSuperTable | CreateNormalTable | CreateChildTables {
  const superTable = stream.acceptWord('stable');
  if (!superTable) {
    stream.expectWord('table');
  }
  const ifNotExists = stream.acceptWords('if', 'not', 'exists');
  const name = createdName(stream);
  if (!superTable && stream.isWord('using')) {
    return parseChildTables(stream, { name, ifNotExists });
  }
  const columns = stream.list(() => parseColumn(stream));
  if (superTable || stream.isWord('tags')) {
    stream.expectWord('tags');
    const tags = stream.list(() => parseColumn(stream));
    const options = parseOptions(stream);
    return {
      kind: 'createSuperTable',
      name,
      ifNotExists,
      columns,
      tags,
      options,
    };
  }
  const options = parseOptions(stream);
  return { kind: 'createNormalTable', name, ifNotExists, columns, options };
}

/** Name of a table that comes to be: the one place where a point in it is refused. */
export function createdName(stream: TokenStream): TableName {
  const name = stream.tableName();
  if (name.table.includes('.')) {
    throw new SqlError(0x2617, "The table name cannot contain '.'");
  }
  return name;
}

function parseChildTables(
  stream: TokenStream,
  first: { name: TableName; ifNotExists: boolean },
): CreateChildTables {
  const tables: ChildTableClause[] = [];
  let next = first;
  for (;;) {
    const using = parseUsing(stream);
    tables.push({ ...next, using, options: parseOptions(stream) });
    if (stream.atEnd()) {
      return { kind: 'createChildTables', sql: stream.sql, tables };
    }
    const ifNotExists = stream.acceptWords('if', 'not', 'exists');
    next = { name: createdName(stream), ifNotExists };
  }
}

/** A column with its options, in any order. */
export function parseColumn(stream: TokenStream): ColumnClause {
  const column: ColumnClause = {
    name: stream.name(),
    type: parseDataType(stream),
    compositeKey: false,
  };
  for (;;) {
    if (stream.acceptWord('primary', 'composite')) {
      stream.expectWord('key');
      column.compositeKey = true;
    } else if (stream.isWord('encode', 'compress', 'level')) {
      const option = stream.next().text as 'encode' | 'compress' | 'level';
      column[option] = stream.string().toLowerCase();
    } else if (stream.acceptWord('from')) {
      column.from = parseReference(stream);
    } else {
      return column;
    }
  }
}

/** `database.table.column` or `table.column`. */
export function parseReference(stream: TokenStream): string[] {
  const parts = [stream.name()];
  while (stream.acceptSymbol('.')) {
    parts.push(stream.name());
  }
  return parts;
}

export function parseOptions(stream: TokenStream): TableOptions {
  const options: TableOptions = { virtual: false };
  for (;;) {
    if (stream.acceptWord('comment')) {
      options.comment = stream.rawString();
    } else if (stream.acceptWord('ttl')) {
      options.ttl = stream.integer();
    } else if (stream.acceptWord('keep')) {
      options.keep = stream.next().text;
    } else if (stream.acceptWord('virtual')) {
      options.virtual = stream.integer() === 1;
    } else if (stream.acceptWord('sma')) {
      stream.list(() => stream.name());
    } else {
      return options;
    }
  }
}

/** DROP TABLE, STABLE and VTABLE; the stream stands behind DROP. */
export function parseDropTables(stream: TokenStream): DropTables {
  const type = stream.next().text as DropTables['type'];
  const parse = () => {
    const withUid = stream.acceptWord('with');
    const ifExists = stream.acceptWords('if', 'exists');
    const name = stream.tableName();
    if (withUid) {
      throw stream.error();
    }
    return { name, ifExists };
  };
  const tables = type === 'table' ? stream.items(parse) : [parse()];
  return { kind: 'dropTables', type, tables };
}
