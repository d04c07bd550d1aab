import { SqlError, sqlErrors } from '../../SqlError';
import type { InsertTarget } from '../../sql/insert';
import type { InsertValue } from '../../sql/literal';
import type { ColumnDefinition } from '../../storage/ColumnDefinition';
import type { StoredTable, SuperTable } from '../../storage/Table';
import type { Cell } from '../../types/Cell';
import type { Session } from '../Session';
import { addChildTable } from './createChildTable';
import { literalToCell } from './literalToCell';

/** Tuples of one child table; a column that is not the child's to store has no definition. */
export interface NamedRows {
  table: StoredTable;
  columns: Array<ColumnDefinition | undefined>;
  rows: InsertValue[][];
}

/**
 * Takes `INSERT INTO super (tbname, …)` apart by the name of the child table each tuple says; a child that is not there is
 * created with the tags of its first tuple.
 */
export function insertByName(
  target: InsertTarget,
  superTable: SuperTable,
  sql: string,
  session: Session,
): NamedRows[] {
  const names = target.columns ?? [];
  const nameIndex = names.indexOf('tbname');
  if (nameIndex < 0) {
    throw new SqlError(0x267d, 'Pseudo tag tbname not set');
  }
  if (superTable.virtual) {
    throw sqlErrors.invalidOperation('Virtual table can not be written');
  }
  const columns = names.map(name =>
    superTable.columns.find(column => column.name === name),
  );
  const tags = names.map(name =>
    superTable.tags.find(tag => tag.name === name),
  );
  const unknown = names.find(
    (_, index) => index !== nameIndex && !columns[index] && !tags[index],
  );
  if (unknown !== undefined) {
    throw sqlErrors.noSuchColumn(unknown);
  }
  const byName = new Map<string, InsertValue[][]>();
  for (const row of target.rows) {
    const name = row[nameIndex]?.text ?? '';
    byName.set(name, [...(byName.get(name) ?? []), row]);
  }
  const database = session.databaseOf(target.table);
  return [...byName].map(([name, rows]) => {
    const existing = database.tables.get(name);
    if (
      existing &&
      (existing.kind !== 'child' || existing.superTable !== superTable)
    ) {
      throw new SqlError(0x061d, 'Table already exists in other stables');
    }
    const table =
      existing ??
      addChildTable(
        database,
        superTable,
        name,
        readTags(rows[0], tags, sql, target, session),
        {},
        session,
      );
    return { table: table as StoredTable, columns, rows };
  });
}

function readTags(
  row: InsertValue[],
  tags: Array<ColumnDefinition | undefined>,
  sql: string,
  target: InsertTarget,
  session: Session,
): Map<number, Cell> {
  const { precision } = session.databaseOf(target.table);
  const { timeZone } = session;
  const values = new Map<number, Cell>();
  tags.forEach((tag, index) => {
    if (tag) {
      const { name, type } = tag;
      values.set(
        tag.id,
        literalToCell(row[index], { name, type, precision, timeZone, sql }),
      );
    }
  });
  return values;
}
