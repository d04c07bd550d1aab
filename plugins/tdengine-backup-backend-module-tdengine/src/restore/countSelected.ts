import { DatabaseQuestion } from './DatabaseQuestion';

/**
 * Tables and rows of a backup.
 *
 * @internal
 */
export interface Amounts {
  tableCount: number;
  rowCount: number;
}

type Question = Pick<DatabaseQuestion, 'contents' | 'selected' | 'signal'>;

/**
 * What the backup has of one table. Virtual child tables count for themselves, not for their super table.
 *
 * @param only - chosen child tables
 * @internal
 */
export async function countTable(
  { contents, selected, signal }: Question,
  name: string,
  only?: readonly string[],
): Promise<Amounts> {
  const { database } = selected.schema;
  const entry = contents.tableOf(database, name);
  if (selected.superTables.has(name) && entry?.kind === 'virtualTable') {
    return { tableCount: 0, rowCount: 0 };
  }
  if (!only) {
    return {
      tableCount: entry?.tableCount ?? 1,
      rowCount: entry?.recordCount ?? 0,
    };
  }
  const { counts } = contents.filesOf(database, name);
  const rows = await contents.counts(counts, { signal });
  return {
    tableCount: only.length,
    rowCount: only.reduce((sum, table) => sum + (rows.get(table) ?? 0), 0),
  };
}

/**
 * What the backup has of everything that is selected of a database.
 *
 * @internal
 */
export async function countSelected(question: Question): Promise<Amounts> {
  const { superTables, normalTables, virtualTables } = question.selected;
  const total: Amounts = { tableCount: 0, rowCount: 0 };
  for (const [name, only] of [
    ...superTables,
    ...[...normalTables, ...virtualTables].map(table => [table] as const),
  ]) {
    const { tableCount, rowCount } = await countTable(question, name, only);
    total.tableCount += tableCount;
    total.rowCount += rowCount;
  }
  return total;
}
