import type { TableName, TokenStream } from './TokenStream';

export interface CreateIndex {
  kind: 'createIndex';
  name: TableName;
  ifNotExists: boolean;
  table: TableName;
  tag: string;
}

export interface DropIndex {
  kind: 'dropIndex';
  name: TableName;
  ifExists: boolean;
}

/** The stream stands behind CREATE INDEX. */
export function parseCreateIndex(stream: TokenStream): CreateIndex {
  const ifNotExists = stream.acceptWords('if', 'not', 'exists');
  const name = stream.tableName();
  stream.expectWord('on');
  const table = stream.tableName();
  const [tag] = stream.list(() => stream.name());
  return { kind: 'createIndex', name, ifNotExists, table, tag };
}

/** The stream stands behind DROP INDEX. */
export function parseDropIndex(stream: TokenStream): DropIndex {
  const ifExists = stream.acceptWords('if', 'exists');
  return { kind: 'dropIndex', name: stream.tableName(), ifExists };
}
