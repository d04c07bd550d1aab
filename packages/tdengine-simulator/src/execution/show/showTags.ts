import { SqlError } from '../../SqlError';
import type { TableName } from '../../sql/TokenStream';
import {
  tagsOf,
  type ChildTable,
  type SuperTable,
  type VirtualTable,
} from '../../storage/Table';
import { rowsResult, type QueryResult } from '../results';
import { TABLE_NAME } from '../select/StoredRelation';
import type { Session } from '../Session';
import { systemTable } from '../systemTables/systemRelation';

/** SHOW TAGS: a row of `ins_tags` for every tag of a child table; of a super table none. */
export function showTags(name: TableName, session: Session): QueryResult {
  const table = requireTagged(session, name);
  const database = session.databaseName(name);
  const { fields, rows } = systemTable('information_schema', 'ins_tags')!;
  const [tableColumn, databaseColumn] = ['table_name', 'db_name'].map(column =>
    fields.findIndex(field => field.name === column),
  );
  return rowsResult(
    fields,
    [...rows(session)].filter(
      row =>
        row[tableColumn] === table.name && row[databaseColumn] === database,
    ),
  );
}

/** SHOW TABLE TAGS: a row for every table, its tags side by side. */
export function showTableTags(name: TableName, session: Session): QueryResult {
  const table = requireTagged(session, name);
  const database = session.databaseOf(name);
  const tags = tagsOf(table);
  const children =
    table.kind === 'super' ? [...database.childrenOf(table)] : [table];
  return rowsResult(
    [{ name: 'tbname', type: TABLE_NAME }, ...tags],
    children.map(child => [
      child.name,
      ...tags.map(({ id }) => child.tags.get(id)),
    ]),
    database.precision,
  );
}

function requireTagged(
  session: Session,
  name: TableName,
): SuperTable | ChildTable | VirtualTable {
  const table = session.table(name);
  if (
    table.kind === 'normal' ||
    (table.kind === 'virtual' && !table.superTable)
  ) {
    throw new SqlError(
      0x2665,
      'Tags can only applied to super table and child table',
    );
  }
  return table;
}
