import type { Expression } from './Expression';
import { parseExpression } from './parseExpression';
import type { TableName, TokenStream } from './TokenStream';

export interface DeleteStatement {
  kind: 'delete';
  name: TableName;
  where?: Expression;
}

/** The stream stands behind DELETE. */
export function parseDelete(stream: TokenStream): DeleteStatement {
  stream.expectWord('from');
  const name = stream.tableName();
  const where = stream.acceptWord('where')
    ? parseExpression(stream)
    : undefined;
  return { kind: 'delete', name, where };
}
