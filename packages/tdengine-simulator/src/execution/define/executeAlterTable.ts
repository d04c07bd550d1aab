import { isDeepStrictEqual } from 'node:util';
import { SqlError, sqlErrors } from '../../SqlError';
import type { AlterTable, TableChange } from '../../sql/alterTable';
import type { ColumnClause } from '../../sql/tables';
import type {
  ColumnDefinition,
  Compression,
} from '../../storage/ColumnDefinition';
import {
  columnsOf,
  tagsOf,
  type NormalTable,
  type SuperTable,
  type Table,
  type VirtualTable,
} from '../../storage/Table';
import { isVariable } from '../../types/DataType';
import { updated, type UpdateResult } from '../results';
import type { Session } from '../Session';
import { literalToCell } from '../write/literalToCell';
import { compressionOf } from './columnCompression';
import { defineColumn, defineTag } from './columnDefinitions';
import { resolveReference } from './executeVirtualTables';
import { parseKeep } from './parseKeep';

/** Tables that have columns of their own to alter. */
type Alterable = NormalTable | SuperTable | VirtualTable;

export function alterTable(
  statement: AlterTable,
  session: Session,
): UpdateResult {
  const table = session.table(statement.name);
  applyChange(statement, table, session);
  if (table.kind === 'super') {
    table.lastUpdate = Date.now();
  }
  return updated();
}

function applyChange(
  statement: AlterTable,
  table: Table | SuperTable,
  session: Session,
): void {
  const { change } = statement;
  switch (change.kind) {
    case 'addColumn':
      return addColumn(alterable(table), change.column, statement, session);
    case 'dropColumn':
      return dropColumn(alterable(table), change.name, statement, session);
    case 'modifyColumn':
      return widen(
        columnOf(alterable(table), change.column.name),
        change.column,
      );
    case 'compressColumn':
      return recompress(
        columnOf(alterable(table), change.name),
        change.options,
      );
    case 'renameColumn':
      if (table.kind === 'super' || table.kind === 'child') {
        throw invalidAlter('Rename column only available for normal table');
      }
      return renameColumn(alterable(table), change.from, change.to);
    case 'addTag':
    case 'dropTag':
    case 'modifyTag':
    case 'renameTag':
      return alterTag(superTable(table), change);
    case 'setTags':
      return setTags(table, change.values, statement, session);
    case 'referColumn':
      return refer(table, change, statement, session);
    default:
      return setOptions(table, change);
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

function superTable(table: Table | SuperTable): SuperTable {
  if (table.kind !== 'super') {
    throw invalidAlter();
  }
  return table;
}

function invalidAlter(message = 'Invalid alter table statement'): SqlError {
  return new SqlError(0x2649, message);
}

function requireNew(table: Table | SuperTable, name: string): void {
  if (columnsOf(table).some(column => column.name === name)) {
    throw new SqlError(0x036b, 'Column already exists');
  }
  if (tagsOf(table).some(tag => tag.name === name)) {
    throw new SqlError(0x0369, 'Tag already exists');
  }
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

function widen(column: ColumnDefinition, clause: ColumnClause): void {
  const { type } = clause;
  if (
    type.type !== column.type.type ||
    !isVariable(type) ||
    type.bytes <= column.type.bytes
  ) {
    throw new SqlError(
      0x264b,
      'Only varbinary/binary/nchar/geometry column length could be modified, and the length can only be increased, not decreased',
    );
  }
  column.type = type;
}

function alterTag(
  table: SuperTable,
  change: TableChange & {
    kind: 'addTag' | 'dropTag' | 'modifyTag' | 'renameTag';
  },
): void {
  switch (change.kind) {
    case 'addTag':
      requireNew(table, change.tag.name);
      table.tags = [...table.tags, defineTag(change.tag, table.nextColumnId)];
      table.nextColumnId += 1;
      break;
    case 'dropTag': {
      const tag = tagOf(table, change.name);
      if (table.tags.length === 1) {
        throw new SqlError(0x2651, 'the only tag cannot be dropped');
      }
      table.tags = table.tags.filter(candidate => candidate !== tag);
      break;
    }
    case 'renameTag':
      renameTag(table, change.from, change.to);
      break;
    default:
      widen(tagOf(table, change.tag.name), change.tag);
  }
}

function renameTag(table: SuperTable, from: string, to: string): void {
  const tag = table.tags.find(({ name }) => name === from);
  if (!tag) {
    throw new SqlError(0x036a, 'Tag does not exist');
  }
  requireNew(table, to);
  tag.name = to;
}

function tagOf(table: SuperTable, name: string): ColumnDefinition {
  const tag = table.tags.find(candidate => candidate.name === name);
  if (!tag) {
    throw sqlErrors.invalidTagName(name);
  }
  return tag;
}

function setTags(
  table: Table | SuperTable,
  values: (TableChange & { kind: 'setTags' })['values'],
  { sql, name }: AlterTable,
  session: Session,
): void {
  if (table.kind === 'super' || table.kind === 'normal' || !table.superTable) {
    throw invalidAlter('Set tag value only available for child table');
  }
  const { precision } = session.databaseOf(name);
  const { timeZone } = session;
  const { tags } = table.superTable;
  const cells = values.map(({ name: tagName, value }) => {
    const tag = tags.find(candidate => candidate.name === tagName);
    if (!tag) {
      throw invalidAlter(`Invalid tag name: ${tagName}`);
    }
    const target = { ...tag, precision, timeZone, sql };
    return [tag.id, literalToCell(value, target)] as const;
  });
  for (const [id, cell] of cells) {
    table.tags.set(id, cell);
  }
}

function refer(
  table: Table | SuperTable,
  { name, from }: TableChange & { kind: 'referColumn' },
  statement: AlterTable,
  session: Session,
): void {
  if (table.kind !== 'virtual') {
    throw invalidAlter();
  }
  const column = columnsOf(table).find(candidate => candidate.name === name);
  if (!column) {
    throw sqlErrors.noSuchColumn(name);
  }
  if (from) {
    table.references.set(
      column.id,
      resolveReference(from, column, statement.name, session),
    );
  } else {
    table.references.delete(column.id);
  }
}

function setOptions(
  table: Table | SuperTable,
  { comment, ttl, keep }: TableChange & { kind: 'options' },
): void {
  if (comment !== undefined) {
    table.comment = comment;
  }
  if (ttl !== undefined) {
    if (table.kind === 'super') {
      throw invalidAlter();
    }
    table.ttl = ttl;
  }
  if (keep !== undefined) {
    if (table.kind !== 'super') {
      throw new SqlError(0x261a, 'only super table can alter keep duration');
    }
    table.keep = parseKeep(keep);
  }
}
