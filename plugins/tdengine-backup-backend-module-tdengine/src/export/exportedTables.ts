import {
  BackupSetReader,
  ExportOptions,
  ManifestFile,
} from 'backstage-plugin-tdengine-backup-node';
import { tableFolder } from '../backup/unitPaths';
import { Precision } from 'tdengine-client';
import { BackupContents } from '../restore/BackupContents';
import { RowsTable } from '../restore/openRows';

/**
 * A super table or normal table of a backup, and where its rows are.
 *
 * @internal
 */
export interface ExportedTable extends RowsTable {
  /** Of its export, without extension. */
  path: string;
  precision: Precision;
  files: readonly ManifestFile[];
}

/**
 * The tables of a backup that have rows of their own and are wanted.
 *
 * @internal
 */
export async function* exportedTables(
  set: BackupSetReader,
  options: ExportOptions,
): AsyncGenerator<ExportedTable> {
  const contents = await BackupContents.open(set, options);
  for (const schema of contents.schemas) {
    const { database, precision } = schema;
    const tables = [
      ...schema.superTables
        .filter(({ virtual }) => !virtual)
        .map(table => ({ ...table, superTable: true })),
      ...schema.normalTables.map(table => ({ ...table, superTable: false })),
    ];
    for (const { name, columns, superTable } of tables) {
      if (options.select && !options.select(database, name)) {
        continue;
      }
      yield {
        path: tableFolder(database, name),
        database,
        name,
        columns,
        superTable,
        precision,
        files: contents.filesOf(database, name).rows,
      };
    }
  }
}
