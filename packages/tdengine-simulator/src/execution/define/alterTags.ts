import { SqlError, sqlErrors } from '../../SqlError';
import type { AlterTable, TableChange } from '../../sql/alterTable';
import type { ColumnDefinition } from '../../storage/ColumnDefinition';
import type { SuperTable, Table } from '../../storage/Table';
import type { Session } from '../Session';
import { literalToCell } from '../write/literalToCell';
import { invalidAlter, requireNew, widen } from './alterations';
import { defineTag } from './columnDefinitions';

export type TagChange = TableChange & {
  kind: 'addTag' | 'dropTag' | 'modifyTag' | 'renameTag';
};

/** Changes a tag of a super table. */
export function alterTag(table: SuperTable, change: TagChange): void {
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

/** Gives tags of a child table other values. */
export function setTags(
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
