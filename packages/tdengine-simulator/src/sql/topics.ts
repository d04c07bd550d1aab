import { parseSelect, type SelectStatement } from './select';
import type { TableName, TokenStream } from './TokenStream';

export interface CreateTopic {
  kind: 'createTopic';
  sql: string;
  name: string;
  ifNotExists: boolean;
  meta: 'no' | 'yes' | 'only';
  of:
    | { kind: 'query'; query: SelectStatement }
    | { kind: 'database'; name: string }
    | { kind: 'stable'; name: TableName };
}

export interface DropTopic {
  kind: 'dropTopic';
  name: string;
  ifExists: boolean;
}

/** The stream stands behind CREATE TOPIC. */
export function parseCreateTopic(stream: TokenStream): CreateTopic {
  const ifNotExists = stream.acceptWords('if', 'not', 'exists');
  const name = stream.name();
  const meta = parseMeta(stream);
  stream.expectWord('as');
  const base = {
    kind: 'createTopic' as const,
    sql: stream.sql,
    name,
    ifNotExists,
    meta,
  };
  if (stream.acceptWord('database')) {
    return { ...base, of: { kind: 'database', name: stream.name() } };
  }
  if (stream.acceptWord('stable')) {
    return { ...base, of: { kind: 'stable', name: stream.tableName() } };
  }
  return { ...base, of: { kind: 'query', query: parseSelect(stream) } };
}

function parseMeta(stream: TokenStream): CreateTopic['meta'] {
  if (stream.acceptWords('with', 'meta')) {
    return 'yes';
  }
  return stream.acceptWords('only', 'meta') ? 'only' : 'no';
}

/** The stream stands behind DROP TOPIC. */
export function parseDropTopic(stream: TokenStream): DropTopic {
  const ifExists = stream.acceptWords('if', 'exists');
  stream.acceptWord('force');
  return { kind: 'dropTopic', name: stream.name(), ifExists };
}
