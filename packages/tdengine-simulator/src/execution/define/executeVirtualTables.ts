import { SqlError } from '../../SqlError';
import type { CreateVirtualTable } from '../../sql/virtualTables';
import type { ColumnDefinition } from '../../storage/ColumnDefinition';
import {
  columnsOf,
  type ColumnReference,
  type SuperTable,
  type VirtualTable,
} from '../../storage/Table';
import type { Cell } from '../../types/Cell';
import { isDecimal, sameType } from '../../types/DataType';
import { updated, type UpdateResult } from '../results';
import type { Session } from '../Session';
import { superTableOf } from '../write/createChildTable';
import { tagValues } from '../write/tagValues';
import { defineColumns } from './columnDefinitions';
import { writableDatabase } from './writableDatabase';

export function createVirtualTable(
  statement: CreateVirtualTable,
  session: Session,
): UpdateResult {
  const { name, using } = statement;
  const database = writableDatabase(name, session);
  if (statement.ifNotExists && database.find(name.table)) {
    return updated();
  }
  const superTable = using && superTableOf(using, name, session);
  if (superTable && !superTable.virtual) {
    throw new SqlError(
      0x6203,
      'Create virtual child table must use virtual super table',
    );
  }
  const columns = superTable ? [] : defineColumns(statement.columns);
  columns.forEach(requireVirtualType);
  const tags: Map<number, Cell> =
    using && superTable
      ? tagValues(using, superTable, database, session, statement.sql)
      : new Map();
  const table: VirtualTable = {
    kind: 'virtual',
    name: name.table,
    uid: session.catalog.nextUid(),
    vgroupId: database.vgroupOf(name.table),
    createTime: Date.now(),
    ttl: 0,
    superTable,
    columns,
    nextColumnId: columns.length + 1,
    tags,
    references: superTable
      ? childReferences(statement, superTable, session)
      : ownReferences(statement, columns, session),
  };
  database.addTable(table);
  return updated();
}

function ownReferences(
  { columns: clauses, name }: CreateVirtualTable,
  columns: ColumnDefinition[],
  session: Session,
): Map<number, ColumnReference> {
  const references = new Map<number, ColumnReference>();
  clauses.forEach(({ from }, index) => {
    if (from) {
      references.set(
        columns[index].id,
        resolveReference(from, columns[index], name, session),
      );
    }
  });
  return references;
}

function childReferences(
  { references: clauses, name }: CreateVirtualTable,
  { columns }: SuperTable,
  session: Session,
): Map<number, ColumnReference> {
  const references = new Map<number, ColumnReference>();
  clauses.forEach(({ column: columnName, from }, index) => {
    // References without a column's name go by position, the time column left out.
    const column =
      columnName === undefined
        ? columns[index + 1]
        : columns.find(candidate => candidate.name === columnName);
    if (!column) {
      throw columnName === undefined
        ? new SqlError(0x263f, 'Illegal number of columns')
        : new SqlError(0x2602, 'Invalid column name');
    }
    references.set(column.id, resolveReference(from, column, name, session));
  });
  return references;
}

/**
 * Finds the column a virtual one refers to.
 *
 * @throws SqlError where it is not there, is no column of a stored table, or is of another type
 */
export function resolveReference(
  parts: string[],
  target: ColumnDefinition,
  owner: { database?: string },
  session: Session,
): ColumnReference {
  const [column, table, database = session.databaseName(owner)] = [
    ...parts,
  ].reverse();
  const source = session.table({ database, table });
  if (source.kind === 'virtual' || source.kind === 'super') {
    throw new SqlError(
      0x268d,
      "virtual table's column reference can only be normal table or child table",
    );
  }
  if (target.id === 1) {
    // The code has no text of its own in the server.
    throw new SqlError(0x6202, 'Unknown error');
  }
  const definition = columnsOf(source).find(({ name }) => name === column);
  if (!definition) {
    throw new SqlError(
      0x268d,
      "virtual table's column reference column not exist",
    );
  }
  if (!sameType(definition.type, target.type)) {
    throw new SqlError(
      0x268f,
      "virtual table's column type and reference column type not match",
    );
  }
  return { database, table, column };
}

/** Refuses what a virtual table cannot have as a column. */
export function requireVirtualType({ type }: ColumnDefinition): void {
  if (isDecimal(type)) {
    throw new SqlError(0x6204, 'Virtual table not support decimal type');
  }
}
