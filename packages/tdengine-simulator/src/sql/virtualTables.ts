import { parseUsing, type UsingClause } from './insert';
import {
  createdName,
  parseColumn,
  parseReference,
  type ColumnClause,
} from './tables';
import type { TableName, TokenStream } from './TokenStream';

/** A column of a virtual child table and where it takes its values. */
export interface ReferenceClause {
  /** Missing where the references go by position. */
  column?: string;
  from: string[];
}

export interface CreateVirtualTable {
  kind: 'createVirtualTable';
  sql: string;
  name: TableName;
  ifNotExists: boolean;
  /** Of a table on its own; empty for a child. */
  columns: ColumnClause[];
  references: ReferenceClause[];
  using?: UsingClause;
}

/** The stream stands at VTABLE. */
export function parseCreateVirtualTable(
  stream: TokenStream,
): CreateVirtualTable {
  stream.expectWord('vtable');
  const base = {
    kind: 'createVirtualTable' as const,
    sql: stream.sql,
    ifNotExists: stream.acceptWords('if', 'not', 'exists'),
    name: createdName(stream),
  };
  if (stream.isWord('using')) {
    const using = parseUsing(stream);
    return { ...base, columns: [], references: [], using };
  }
  const start = stream.token;
  if (isReferenceList(stream)) {
    const references = stream.list(() => parseReferenceClause(stream));
    const using = parseUsing(stream);
    return { ...base, columns: [], references, using };
  }
  stream.rewind(start);
  const columns = stream.list(() => parseColumn(stream));
  return { ...base, columns, references: [] };
}

/** A child table lists references only: `(a FROM t.c, …)` or `(t.c, …)`, where a table on its own has types. */
function isReferenceList(stream: TokenStream): boolean {
  const start = stream.token;
  stream.expectSymbol('(');
  stream.name();
  const found = stream.isWord('from') || stream.isSymbol('.');
  stream.rewind(start);
  return found;
}

function parseReferenceClause(stream: TokenStream): ReferenceClause {
  const parts = parseReference(stream);
  return parts.length === 1 && stream.acceptWord('from')
    ? { column: parts[0], from: parseReference(stream) }
    : { from: parts };
}
