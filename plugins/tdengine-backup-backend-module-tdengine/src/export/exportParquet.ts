import {
  BackupSetReader,
  ExportOptions,
} from 'backstage-plugin-tdengine-backup-node';
import { ColumnBlock } from 'tdengine-client';
import { writeParquetParts } from '../parquet/writeParquetParts';
import { openRows } from '../restore/openRows';
import { ExportedTable, exportedTables } from './exportedTables';
import { withTableNames } from './withTableNames';

/**
 * The rows of a backup as Parquet: a file a super table or normal table that has rows, whatever format they are stored in.
 *
 * @internal
 */
export async function* exportParquet(
  set: BackupSetReader,
  options: ExportOptions,
): AsyncGenerator<{ path: string; content: AsyncIterable<Uint8Array> }> {
  for await (const table of exportedTables(set, options)) {
    const { database, name, superTable, precision, columns } = table;
    const parts = writeParquetParts(readBlocks(set, table, options), {
      path: table.path,
      facts: {
        database,
        table: name,
        tableNames: superTable,
        precision,
        columnNames: columns.map(column => column.name),
      },
      compression: { algorithm: 'zstd', level: 6 },
      onBlock: () => {},
      // One file, however large: it is to be looked at, not to be restored in parts.
      targetBytes: Infinity,
    });
    for await (const { content } of parts) {
      yield { path: `${table.path}.parquet`, content };
    }
  }
}

async function* readBlocks(
  set: BackupSetReader,
  table: ExportedTable,
  options: { signal: AbortSignal },
): AsyncGenerator<ColumnBlock> {
  for (const file of table.files) {
    for await (const rows of openRows(set, file, table, options)) {
      yield table.superTable ? withTableNames(rows) : rows.block;
    }
  }
}
