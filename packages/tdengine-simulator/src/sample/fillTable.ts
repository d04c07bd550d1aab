import { writeRows } from '../execution/write/writeRows';
import type { Catalog } from '../storage/Catalog';
import { CellVector } from '../storage/CellVector';
import type { ColumnVector } from '../storage/ColumnVector';
import { columnsOf } from '../storage/Table';
import type { Cell } from '../types/Cell';

/** Puts rows into a table, past SQL. Every row has a value for every column, the time in ticks first. */
export function fillTable(
  catalog: Catalog,
  databaseName: string,
  tableName: string,
  rows: Cell[][],
): number {
  const database = catalog.database(databaseName);
  const table = database.tables.get(tableName);
  if (!table || table.kind === 'virtual') {
    throw new Error(`${databaseName}.${tableName} is no table to fill`);
  }
  const vectors = new Map<number, ColumnVector>(
    columnsOf(table).map(({ id, type }, column) => [
      id,
      new CellVector(
        type,
        rows.map(row => row[column]),
      ),
    ]),
  );
  return writeRows(database, table, vectors);
}
