import { DamagedBackupError } from 'backstage-plugin-tdengine-backup-node';
import { ColumnSchema } from 'tdengine-client';
import { ExpectedTable } from './PartFormat';

/**
 * Throws a DamagedBackupError where a part says that its rows are those of another table, or have other columns.
 *
 * @param header - what the part says of itself
 * @internal
 */
export function assertRowsOf(
  header: {
    database: string;
    table: string;
    tableNames: boolean;
    columns: readonly ColumnSchema[];
  },
  table: ExpectedTable,
): void {
  const same =
    header.database === table.database &&
    header.table === table.name &&
    header.tableNames === table.superTable &&
    header.columns.length === table.columns.length &&
    header.columns.every(
      ({ name, type }, index) =>
        name === table.columns[index].name &&
        type === table.columns[index].type,
    );
  if (!same) {
    throw new DamagedBackupError(
      `It holds rows of '${header.database}.${header.table}', whose columns are not those of '${table.database}.${table.name}' in the definitions`,
    );
  }
}
