import { SqlError, sqlErrors } from '../../SqlError';
import type { AlterTable, TableChange } from '../../sql/alterTable';
import { columnsOf, type SuperTable, type Table } from '../../storage/Table';
import { updated, type UpdateResult } from '../results';
import type { Session } from '../Session';
import { alterColumn } from './alterColumns';
import { invalidAlter } from './alterations';
import { alterTag, setTags } from './alterTags';
import { resolveReference } from './executeVirtualTables';
import { parseKeep } from './parseKeep';

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
    case 'addTag':
    case 'dropTag':
    case 'modifyTag':
    case 'renameTag':
      if (table.kind !== 'super') {
        throw invalidAlter();
      }
      alterTag(table, change);
      break;
    case 'setTags':
      setTags(table, change.values, statement, session);
      break;
    case 'referColumn':
      refer(table, change, statement, session);
      break;
    case 'options':
      setOptions(table, change);
      break;
    default:
      alterColumn(table, change, statement, session);
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
