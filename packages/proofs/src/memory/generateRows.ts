import { TDengineClient } from 'tdengine-client';
import { createDatabase } from '../generate/createDatabase';
import { fillSuperTable } from '../generate/fillSuperTable';
import { meterColumns } from '../generate/meterColumns';

/**
 * Fills a new database with one super table `meters` of `tables` child tables of `rowsPerTable` rows each. Tables
 * take turns with 64 sets of values: rows that repeat themselves would be compressed to nothing, and take no memory.
 */
export async function generateRows(
  client: TDengineClient,
  options: { database: string; tables: number; rowsPerTable: number },
): Promise<void> {
  const { database, tables, rowsPerTable } = options;
  await createDatabase(client, database);
  await fillSuperTable(client, database, {
    name: 'meters',
    childPrefix: 'd',
    columns: meterColumns,
    tables,
    rowsPerTable,
    variations: 64,
  });
}
