import type { Expression } from './Expression';
import { parseExpression } from './parseExpression';
import type { TableName, TokenStream } from './TokenStream';

export interface SelectItem {
  expression: Expression;
  alias?: string;
}

export interface OrderItem {
  expression: Expression;
  descending: boolean;
  /** `undefined`: NULL counts as the smallest value. */
  nullsFirst?: boolean;
}

export interface IntervalClause {
  /** Such as `1d`. */
  width: string;
  sliding?: string;
}

export type Source =
  | { kind: 'table'; name: TableName; alias?: string }
  | { kind: 'query'; query: SelectStatement; alias?: string };

export interface SelectStatement {
  kind: 'select';
  distinct: boolean;
  /** `SELECT TAGS`: one row a table, whether or not it has rows. */
  tagsOnly: boolean;
  items: SelectItem[];
  source?: Source;
  where?: Expression;
  partitionBy: Expression[];
  interval?: IntervalClause;
  groupBy: Expression[];
  having?: Expression;
  orderBy: OrderItem[];
  limit?: number;
  offset: number;
}

/** Words that end an item or a source, so that they are no alias. */
const CLAUSES = [
  'from',
  'where',
  'partition',
  'interval',
  'group',
  'having',
  'order',
  'limit',
  'offset',
  'as',
];

export function parseSelect(stream: TokenStream): SelectStatement {
  stream.expectWord('select');
  const distinct = stream.acceptWord('distinct');
  const tagsOnly = stream.acceptWord('tags');
  const items = stream.items(() => parseItem(stream));
  const source = stream.acceptWord('from') ? parseSource(stream) : undefined;
  const where = stream.acceptWord('where')
    ? parseExpression(stream)
    : undefined;
  const partitionBy = stream.acceptWords('partition', 'by')
    ? stream.items(() => parseExpression(stream))
    : [];
  const interval = stream.acceptWord('interval')
    ? parseInterval(stream)
    : undefined;
  const groupBy = stream.acceptWords('group', 'by')
    ? stream.items(() => parseExpression(stream))
    : [];
  const having = stream.acceptWord('having')
    ? parseExpression(stream)
    : undefined;
  const orderBy = stream.acceptWords('order', 'by')
    ? stream.items(() => parseOrderItem(stream))
    : [];
  const { limit, offset } = parseLimit(stream);
  return {
    kind: 'select',
    distinct,
    tagsOnly,
    items,
    source,
    where,
    partitionBy,
    interval,
    groupBy,
    having,
    orderBy,
    limit,
    offset,
  };
}

function parseItem(stream: TokenStream): SelectItem {
  const { start } = stream.token;
  if (stream.acceptSymbol('*')) {
    return { expression: { kind: 'star', text: stream.textFrom(start) } };
  }
  const expression = parseExpression(stream);
  return { expression, alias: parseAlias(stream) };
}

function parseAlias(stream: TokenStream): string | undefined {
  if (stream.acceptWord('as')) {
    return stream.name();
  }
  const { kind } = stream.token;
  if (kind === 'quoted') {
    return stream.name();
  }
  return kind === 'word' && !stream.isWord(...CLAUSES)
    ? stream.name()
    : undefined;
}

function parseSource(stream: TokenStream): Source {
  if (stream.acceptSymbol('(')) {
    const query = parseSelect(stream);
    stream.expectSymbol(')');
    return { kind: 'query', query, alias: parseAlias(stream) };
  }
  const name = stream.tableName();
  return { kind: 'table', name, alias: parseAlias(stream) };
}

function parseInterval(stream: TokenStream): IntervalClause {
  const [width] = stream.list(() => parseDuration(stream));
  const sliding = stream.acceptWord('sliding')
    ? stream.list(() => parseDuration(stream))[0]
    : undefined;
  return { width, sliding };
}

function parseDuration(stream: TokenStream): string {
  if (stream.token.kind !== 'duration') {
    throw stream.error();
  }
  return stream.next().text;
}

export function parseOrderItem(stream: TokenStream): OrderItem {
  const expression = parseExpression(stream);
  const descending = stream.acceptWord('desc');
  if (!descending) {
    stream.acceptWord('asc');
  }
  if (!stream.acceptWord('nulls')) {
    return { expression, descending };
  }
  const nullsFirst = stream.acceptWord('first');
  if (!nullsFirst) {
    stream.expectWord('last');
  }
  return { expression, descending, nullsFirst };
}

function parseLimit(stream: TokenStream): { limit?: number; offset: number } {
  if (!stream.acceptWord('limit')) {
    return { offset: 0 };
  }
  const first = stream.integer();
  if (stream.acceptWord('offset')) {
    return { limit: first, offset: stream.integer() };
  }
  if (stream.acceptSymbol(',')) {
    return { limit: stream.integer(), offset: first };
  }
  return { limit: first, offset: 0 };
}
