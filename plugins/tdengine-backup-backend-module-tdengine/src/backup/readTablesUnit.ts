import {
  CompressionSettings,
  Part,
} from 'backstage-plugin-tdengine-backup-node';
import { TDengineClient } from 'tdengine-client';
import { SuperTableSchema } from '../catalog/DatabaseSchema';
import { readChildTables } from '../catalog/readChildTables';
import { tableListHeader, tableListLine } from '../tables/tableListFormat';
import { textPart } from './textPart';
import { compressedExtension, tableFolder } from './unitPaths';
import { TablesUnitState } from './UnitState';

/**
 * The list of child tables of a super table, one part; its rows are tables.
 *
 * @internal
 */
export function readTablesUnit(
  client: TDengineClient,
  superTable: SuperTableSchema,
  state: TablesUnitState,
  options: {
    /** Child tables, where not all of them are wanted. */
    tables?: readonly string[];
    compression: CompressionSettings;
    onTable: (name: string) => void;
    /** Called when all tables are listed; what it throws fails the unit. */
    onEnd: () => void;
    signal: AbortSignal;
  },
): Part {
  const { database, table, moment } = state;
  let count = 0;
  async function* lines(): AsyncGenerator<string> {
    const header = tableListHeader(database, table, superTable.tags);
    yield `${JSON.stringify(header)}\n`;
    const blocks = readChildTables(
      client,
      {
        database,
        superTable: table,
        tags: superTable.tags.map(({ name }) => name),
        ...(options.tables && { tables: options.tables }),
      },
      options,
    );
    for await (const entries of blocks) {
      for (const entry of entries) {
        options.onTable(entry.name);
        count++;
        yield `${JSON.stringify(tableListLine(entry))}\n`;
      }
    }
    options.onEnd();
  }
  const extension = compressedExtension(options.compression.algorithm);
  return textPart({
    path: `${tableFolder(database, table)}/tables-${moment}.jsonl${extension}`,
    kind: 'tables',
    lines: lines(),
    compression: options.compression,
    summary: () => ({ rows: count }),
  });
}
