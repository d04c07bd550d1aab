import type { TableName, TokenStream } from './TokenStream';

/** A list of objects; `database` where the statement names one. */
export interface Show {
  kind: 'show';
  subject: ShowSubject;
  database?: string;
  table?: TableName;
  like?: string;
}

export type ShowSubject =
  | 'databases'
  | 'user databases'
  | 'system databases'
  | 'stables'
  | 'normal stables'
  | 'virtual stables'
  | 'tables'
  | 'normal tables'
  | 'child tables'
  | 'vtables'
  | 'normal vtables'
  | 'child vtables'
  | 'views'
  | 'vgroups'
  | 'streams'
  | 'alive'
  | 'indexes'
  | 'tags'
  | 'table tags'
  | 'topics'
  | 'users'
  | 'users full'
  | 'user privileges'
  | 'functions'
  | 'grants'
  | 'grants full'
  | 'cluster'
  | 'dnodes'
  | 'mnodes'
  | 'snodes'
  | 'qnodes'
  | 'queries'
  | 'connections'
  | 'consumers'
  | 'subscriptions'
  | 'transactions';

export interface ShowCreate {
  kind: 'showCreate';
  type: 'database' | 'table' | 'stable' | 'vtable' | 'view';
  /** Of a database the table. */
  name: TableName;
}

export interface Describe {
  kind: 'describe';
  name: TableName;
}

/** Lists of the whole cluster, by the words behind SHOW. */
const GLOBAL: ShowSubject[] = [
  'user databases',
  'system databases',
  'databases',
  'topics',
  'users full',
  'users',
  'user privileges',
  'functions',
  'grants full',
  'grants',
  'cluster',
  'dnodes',
  'mnodes',
  'snodes',
  'qnodes',
  'queries',
  'connections',
  'consumers',
  'subscriptions',
  'transactions',
];

/** Lists of one database: `SHOW [kind] [database.]list [LIKE …]`. */
const IN_DATABASE = [
  'stables',
  'tables',
  'vtables',
  'views',
  'vgroups',
  'streams',
  'alive',
];

const LIKEABLE = ['stables', 'tables', 'vtables', 'views'];

/** The stream stands behind SHOW. */
export function parseShow(stream: TokenStream): Show | ShowCreate {
  if (stream.acceptWord('create')) {
    return parseShowCreate(stream);
  }
  for (const subject of GLOBAL) {
    if (stream.acceptWords(...subject.split(' '))) {
      return { kind: 'show', subject };
    }
  }
  if (stream.acceptWord('indexes')) {
    return { kind: 'show', subject: 'indexes', ...parseFrom(stream) };
  }
  if (stream.acceptWords('table', 'tags')) {
    return { kind: 'show', subject: 'table tags', ...parseFrom(stream) };
  }
  if (stream.acceptWord('tags')) {
    return { kind: 'show', subject: 'tags', ...parseFrom(stream) };
  }
  return parseDatabaseList(stream);
}

function parseFrom(stream: TokenStream): { table: TableName } {
  stream.expectWord('from');
  const table = stream.tableName();
  return stream.acceptWord('from')
    ? { table: { database: stream.name(), table: table.table } }
    : { table };
}

function parseDatabaseList(stream: TokenStream): Show {
  const narrow = ['normal', 'child', 'virtual'].find(word =>
    stream.acceptWord(word),
  );
  let database: string | undefined;
  if (!stream.isWord(...IN_DATABASE)) {
    database = stream.name();
    stream.expectSymbol('.');
  }
  if (!stream.isWord(...IN_DATABASE)) {
    throw stream.error();
  }
  const list = stream.next().text;
  const subject = (narrow ? `${narrow} ${list}` : list) as ShowSubject;
  const like =
    LIKEABLE.includes(list) && stream.acceptWord('like')
      ? stream.string()
      : undefined;
  return { kind: 'show', subject, database, like };
}

function parseShowCreate(stream: TokenStream): ShowCreate {
  const { text } = stream.token;
  switch (text) {
    case 'database':
      stream.next();
      return {
        kind: 'showCreate',
        type: text,
        name: { table: stream.name() },
      };
    case 'table':
    case 'stable':
    case 'vtable':
    case 'view':
      stream.next();
      return { kind: 'showCreate', type: text, name: stream.tableName() };
    default:
      throw stream.error();
  }
}

/** The stream stands behind DESC or DESCRIBE. */
export function parseDescribe(stream: TokenStream): Describe {
  return { kind: 'describe', name: stream.tableName() };
}
