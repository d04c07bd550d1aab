import { SqlError } from '../../SqlError';
import type { Show, ShowSubject } from '../../sql/show';
import type { Cell } from '../../types/Cell';
import { types, type Field } from '../../types/DataType';
import { likePattern } from '../expressions/compare';
import { rowsResult, type QueryResult } from '../results';
import type { Session } from '../Session';
import { databaseNames } from '../systemTables/databaseTables';
import { showTableTags, showTags } from './showTags';
import { systemTable } from '../systemTables/systemRelation';

/** Lists that are a catalogue table as it is. */
const WHOLE_TABLES: Partial<Record<ShowSubject, [string, string]>> = {
  users: ['information_schema', 'ins_users'],
  'users full': ['information_schema', 'ins_users_full'],
  'user privileges': ['information_schema', 'ins_user_privileges'],
  grants: ['information_schema', 'ins_grants'],
  'grants full': ['information_schema', 'ins_grants_full'],
  cluster: ['information_schema', 'ins_cluster'],
  dnodes: ['information_schema', 'ins_dnodes'],
  mnodes: ['information_schema', 'ins_mnodes'],
  snodes: ['information_schema', 'ins_snodes'],
  qnodes: ['information_schema', 'ins_qnodes'],
  subscriptions: ['information_schema', 'ins_subscriptions'],
  queries: ['performance_schema', 'perf_queries'],
  connections: ['performance_schema', 'perf_queries'],
  consumers: ['performance_schema', 'perf_consumers'],
  transactions: ['performance_schema', 'perf_trans'],
};

/** Lists that are some columns of a catalogue table. */
const NAME_LISTS: Partial<Record<ShowSubject, [string, string[]]>> = {
  topics: ['ins_topics', ['topic_name']],
  functions: ['ins_functions', ['name']],
};

const STABLE_KINDS: Partial<Record<ShowSubject, boolean[]>> = {
  stables: [false, true],
  'normal stables': [false],
  'virtual stables': [true],
};

const TABLE_TYPES: Partial<Record<ShowSubject, string[]>> = {
  tables: ['NORMAL_TABLE', 'CHILD_TABLE'],
  'normal tables': ['NORMAL_TABLE'],
  'child tables': ['CHILD_TABLE'],
  vtables: ['VIRTUAL_NORMAL_TABLE', 'VIRTUAL_CHILD_TABLE'],
  'normal vtables': ['VIRTUAL_NORMAL_TABLE'],
  'child vtables': ['VIRTUAL_CHILD_TABLE'],
};

/** Runs a SHOW that lists something. */
export function executeShow(show: Show, session: Session): QueryResult {
  const { subject } = show;
  const whole = WHOLE_TABLES[subject];
  if (whole) {
    return readTable(whole, session);
  }
  const names = NAME_LISTS[subject];
  if (names) {
    return readTable(['information_schema', names[0]], session, names[1]);
  }
  switch (subject) {
    case 'databases':
      return nameList('name', 64, databaseNames(session, 'all'));
    case 'user databases':
      return nameList('name', 64, databaseNames(session, 'user'));
    case 'system databases':
      return nameList('name', 64, databaseNames(session, 'system'));
    case 'indexes':
      return showIndexes(show, session);
    case 'tags':
      return showTags(show.table!, session);
    case 'table tags':
      return showTableTags(show.table!, session);
    default:
      return showInDatabase(show, session);
  }
}

function showInDatabase(show: Show, session: Session): QueryResult {
  const name = show.database ?? session.database;
  if (name === undefined) {
    throw new SqlError(0x2600, 'database not specified');
  }
  session.catalog.database(name);
  const within = (row: Cell[], columns: Record<string, number>) =>
    row[columns.db_name] === name;
  const like = show.like === undefined ? undefined : likePattern(show.like);
  const matches = (cell: Cell) => !like || like.test(String(cell));
  const { subject } = show;
  const virtual = STABLE_KINDS[subject];
  if (virtual) {
    return filtered(
      'ins_stables',
      session,
      ['stable_name'],
      (row, columns) =>
        within(row, columns) &&
        virtual.includes(row[columns.isvirtual] === true) &&
        matches(row[columns.stable_name]),
    );
  }
  const kinds = TABLE_TYPES[subject];
  if (kinds) {
    return filtered(
      'ins_tables',
      session,
      ['table_name'],
      (row, columns) =>
        within(row, columns) &&
        kinds.includes(String(row[columns.type])) &&
        matches(row[columns.table_name]),
    );
  }
  switch (subject) {
    case 'vgroups':
      return filtered('ins_vgroups', session, undefined, within);
    case 'views':
      return filtered('ins_views', session, undefined, within);
    case 'streams':
      return filtered(
        'ins_streams',
        session,
        ['stream_name', 'status', 'message'],
        within,
      );
    default:
      return rowsResult([{ name: 'status', type: types.int }], [[1]]);
  }
}

function readTable(
  [database, name]: [string, string],
  session: Session,
  columns?: string[],
): QueryResult {
  const table = systemTable(database, name)!;
  return pick(table.fields, [...table.rows(session)], columns);
}

function filtered(
  name: string,
  session: Session,
  columns: string[] | undefined,
  keep: (row: Cell[], columns: Record<string, number>) => boolean,
): QueryResult {
  const table = systemTable('information_schema', name)!;
  const positions = Object.fromEntries(
    table.fields.map((field, index) => [field.name, index]),
  );
  const rows = [...table.rows(session)].filter(row => keep(row, positions));
  return pick(table.fields, rows, columns);
}

function pick(
  fields: Field[],
  rows: Cell[][],
  columns: string[] | undefined,
): QueryResult {
  if (!columns) {
    return rowsResult(fields, rows);
  }
  const positions = columns.map(column =>
    fields.findIndex(({ name }) => name === column),
  );
  return rowsResult(
    positions.map(position => fields[position]),
    rows.map(row => positions.map(position => row[position])),
  );
}

function nameList(name: string, length: number, names: string[]): QueryResult {
  return rowsResult(
    [{ name, type: types.varchar(length) }],
    names.map(value => [value]),
  );
}

function showIndexes({ table }: Show, session: Session): QueryResult {
  const database = session.databaseOf(table!).name;
  return filtered(
    'ins_indexes',
    session,
    undefined,
    (row, columns) =>
      row[columns.db_name] === database &&
      row[columns.table_name] === table!.table,
  );
}
