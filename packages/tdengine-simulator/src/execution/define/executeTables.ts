import { SqlError, sqlErrors } from '../../SqlError';
import type {
  CreateChildTables,
  CreateNormalTable,
  CreateSuperTable,
  DropTables,
} from '../../sql/tables';
import { removeWhere } from '../../storage/Catalog';
import type { Database } from '../../storage/Database';
import type { SuperTable, Table } from '../../storage/Table';
import { TableData } from '../../storage/TableData';
import { updated, type UpdateResult } from '../results';
import type { Session } from '../Session';
import { createChildTable } from '../write/createChildTable';
import { defineColumns, defineTags } from './columnDefinitions';
import { requireVirtualType } from './executeVirtualTables';
import { parseKeep } from './parseKeep';
import { writableDatabase } from './writableDatabase';

export function createSuperTable(
  statement: CreateSuperTable,
  session: Session,
): UpdateResult {
  const database = writableDatabase(statement.name, session);
  const { table: name } = statement.name;
  const { options } = statement;
  const columns = defineColumns(statement.columns);
  const tags = defineTags(statement.tags, columns);
  if (options.virtual) {
    columns.forEach(requireVirtualType);
  }
  if (statement.ifNotExists && database.superTables.has(name)) {
    return updated();
  }
  const now = Date.now();
  database.addSuperTable({
    kind: 'super',
    name,
    uid: session.catalog.nextUid(),
    createTime: now,
    lastUpdate: now,
    columns,
    tags,
    comment: options.comment,
    virtual: options.virtual,
    keep: options.keep === undefined ? -1 : parseKeep(options.keep),
    ttl: options.ttl ?? 0,
    nextColumnId: columns.length + tags.length + 1,
  });
  return updated();
}

export function createNormalTable(
  statement: CreateNormalTable,
  session: Session,
): UpdateResult {
  const database = writableDatabase(statement.name, session);
  const { table: name } = statement.name;
  const columns = defineColumns(statement.columns);
  if (statement.ifNotExists && database.find(name)) {
    return updated();
  }
  database.addTable({
    kind: 'normal',
    name,
    uid: session.catalog.nextUid(),
    vgroupId: database.vgroupOf(name),
    createTime: Date.now(),
    ttl: statement.options.ttl ?? 0,
    comment: statement.options.comment,
    columns,
    nextColumnId: columns.length + 1,
    data: new TableData(),
  });
  return updated();
}

export function createChildTables(
  { tables, sql }: CreateChildTables,
  session: Session,
): UpdateResult {
  for (const { name, using, options, ifNotExists } of tables) {
    const database = writableDatabase(name, session);
    if (!(ifNotExists && database.tables.has(name.table))) {
      createChildTable(name, using, options, session, sql);
    }
  }
  return updated();
}

export function dropTables(
  { type, tables }: DropTables,
  session: Session,
): UpdateResult {
  const found = tables.flatMap(({ name, ifExists }) => {
    const database = session.databaseOf(name);
    const table = database.find(name.table);
    if (!table && !ifExists) {
      throw type === 'stable'
        ? sqlErrors.noSuchSuperTable()
        : sqlErrors.noSuchTable();
    }
    return table ? [{ database, table }] : [];
  });
  for (const { database, table } of found) {
    if (table.kind === 'super' && tables.length > 1) {
      throw new SqlError(0x263a, 'Cannot drop super table in batch');
    }
    if (table.kind !== 'super' && type === 'stable') {
      throw sqlErrors.noSuchSuperTable();
    }
    dropTable(database, table, session);
  }
  return updated();
}

function dropTable(
  database: Database,
  table: Table | SuperTable,
  { catalog }: Session,
): void {
  if (table.kind !== 'super') {
    database.removeTable(table);
    return;
  }
  database.removeSuperTable(table);
  removeWhere(
    catalog.indexes,
    index =>
      index.database === database.name && index.superTable === table.name,
  );
}
