import { isDeepStrictEqual } from 'node:util';
import { SqlError, sqlErrors } from '../../SqlError';
import type { AlterTable, TableChange } from '../../sql/alterTable';
import type { ColumnClause } from '../../sql/tables';
import type {
  ColumnDefinition,
  Compression,
} from '../../storage/ColumnDefinition';
import type {
  NormalTable,
  SuperTable,
  Table,
  VirtualTable,
} from '../../storage/Table';
import type { Session } from '../Session';
import { invalidAlter, requireNew, widen } from './alterations';
import { compressionOf } from './columnCompression';
import { defineColumn } from './columnDefinitions';
import { resolveReference } from './executeVirtualTables';

/** Tables that have columns of their own to alter. */
type Alterable = NormalTable | SuperTable | VirtualTable;

export type ColumnChange = TableChange & {
  kind:
    | 'addColumn'
    | 'dropColumn'
    | 'modifyColumn'
    | 'compressColumn'
    | 'renameColumn';
};

/** Changes a column of a table. */
export function alterColumn(
  table: Table | SuperTable,
  change: ColumnChange,
  statement: AlterTable,
  session: Session,
): void {
  if (change.kind === 'renameColumn' && table.kind === 'super') {
    throw invalidAlter('Rename column only available for normal table');
  }
  const owner = alterable(table);
  switch (change.kind) {
    case 'addColumn':
      addColumn(owner, change.column, statement, session);
      break;
    case 'dropColumn':
      dropColumn(owner, change.name, statement, session);
      break;
    case 'modifyColumn':
      widen(columnOf(owner, change.column.name), change.column);
      break;
    case 'compressColumn':
      recompress(columnOf(owner, change.name), change.options);
      break;
    default:
      renameColumn(owner, change.from, change.to);
  }
}

function alterable(table: Table | SuperTable): Alterable {
  if (
    table.kind === 'child' ||
    (table.kind === 'virtual' && table.superTable)
  ) {
    throw invalidAlter();
  }
  return table;
}

function columnOf(table: Alterable, name: string): ColumnDefinition {
  const column = table.columns.find(candidate => candidate.name === name);
  if (!column) {
    throw sqlErrors.noSuchColumn(name);
  }
  return column;
}

function renameColumn(table: Alterable, from: string, to: string): void {
  const column = columnOf(table, from);
  if (table.columns.some(({ name }) => name === to)) {
    throw new SqlError(0x263c, 'Duplicated column names');
  }
  column.name = to;
}

function recompress(
  column: ColumnDefinition,
  options: Partial<Compression>,
): void {
  const { encode, compress, level } = column;
  const changed = compressionOf({
    type: column.type,
    encode,
    compress,
    ...(level === 'unknown' ? {} : { level }),
    ...options,
  });
  if (isDeepStrictEqual(changed, { encode, compress, level })) {
    throw new SqlError(0x03f8, 'Same with old param');
  }
  Object.assign(column, changed);
}

function addColumn(
  table: Alterable,
  clause: ColumnClause,
  statement: AlterTable,
  session: Session,
): void {
  requireNew(table, clause.name);
  if (clause.compositeKey) {
    throw invalidKeyChange();
  }
  const column = defineColumn(clause, table.nextColumnId);
  if (table.kind === 'virtual' && clause.from) {
    const { name } = statement;
    table.references.set(
      column.id,
      resolveReference(clause.from, column, name, session),
    );
  }
  table.columns = [...table.columns, column];
  table.nextColumnId += 1;
}

function dropColumn(
  table: Alterable,
  name: string,
  statement: AlterTable,
  session: Session,
): void {
  const column = columnOf(table, name);
  if (column === table.columns[0]) {
    throw table.kind === 'super'
      ? new SqlError(0x03c2, 'Invalid stable alter options')
      : new SqlError(0x264a, 'Primary timestamp column cannot be dropped');
  }
  if (column.compositeKey) {
    throw invalidKeyChange();
  }
  if (table.columns.length === 2) {
    throw new SqlError(0x2651, 'No columns can be dropped');
  }
  table.columns = table.columns.filter(candidate => candidate !== column);
  if (table.kind === 'normal') {
    table.data.dropColumn(column.id);
    return;
  }
  if (table.kind === 'virtual') {
    table.references.delete(column.id);
    return;
  }
  for (const child of session.databaseOf(statement.name).childrenOf(table)) {
    if (child.kind === 'child') {
      child.data.dropColumn(column.id);
    }
  }
}

function invalidKeyChange(): SqlError {
  return new SqlError(
    0x267a,
    'composite primary key column can not be added, modified, and dropped',
  );
}
