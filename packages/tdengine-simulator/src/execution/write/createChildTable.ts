import { sqlErrors, SqlError } from '../../SqlError';
import type { UsingClause } from '../../sql/insert';
import type { TableName } from '../../sql/TokenStream';
import type { Database } from '../../storage/Database';
import type { ChildTable, SuperTable } from '../../storage/Table';
import { TableData } from '../../storage/TableData';
import type { Cell } from '../../types/Cell';
import type { Session } from '../Session';
import { tagValues } from './tagValues';

/** Super table a USING clause names; it must be in the database of the table. */
export function superTableOf(
  using: UsingClause,
  table: TableName,
  session: Session,
): SuperTable {
  const database = session.databaseOf(table);
  if (session.databaseOf(using.superTable) !== database) {
    throw new SqlError(0x2618, 'Corresponding super table not in this db');
  }
  const superTable = database.find(using.superTable.table);
  if (!superTable) {
    throw sqlErrors.noSuchTable();
  }
  if (superTable.kind !== 'super') {
    throw new SqlError(0x0115, 'Invalid message');
  }
  return superTable;
}

/** Makes a child table from its USING clause. */
export function createChildTable(
  name: TableName,
  using: UsingClause,
  options: { ttl?: number; comment?: string },
  session: Session,
  sql: string,
): ChildTable {
  const database = session.databaseOf(name);
  const superTable = superTableOf(using, name, session);
  if (superTable.virtual) {
    throw new SqlError(0x2690, 'Create child table using virtual super table');
  }
  const tags = tagValues(using, superTable, database, session, sql);
  return addChildTable(
    database,
    superTable,
    name.table,
    tags,
    options,
    session,
  );
}

/** Adds a child table whose tags are known. */
export function addChildTable(
  database: Database,
  superTable: SuperTable,
  name: string,
  tags: Map<number, Cell>,
  options: { ttl?: number; comment?: string },
  { catalog }: Session,
): ChildTable {
  const table: ChildTable = {
    kind: 'child',
    name,
    uid: catalog.nextUid(),
    vgroupId: database.vgroupOf(name),
    createTime: Date.now(),
    ttl: options.ttl ?? 0,
    comment: options.comment,
    superTable,
    tags,
    data: new TableData(),
  };
  database.addTable(table);
  return table;
}
