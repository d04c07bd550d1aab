import {
  DamagedBackupError,
  NumbersByName,
} from 'backstage-plugin-tdengine-backup-node';
import { findTable } from '../catalog/findTable';
import { Applied, ApplyContext } from './ApplyContext';
import { openRows, RowsTable } from './openRows';
import { restoredTables } from './restoredTables';
import { RowsWriter } from './RowsWriter';
import { TimeWindow } from './TimeWindow';
import { windowRuns } from './windowRuns';

/**
 * The table a unit's rows belong to, as the backup has it.
 *
 * @internal
 */
export function rowsTable(
  { database, schema }: Pick<ApplyContext, 'database' | 'schema'>,
  table: string,
): RowsTable & { only?: ReadonlySet<string> } {
  const superTable = findTable(schema.superTables, table);
  const { columns } = superTable ?? findTable(schema.normalTables, table)!;
  const only = database.superTables.find(({ name }) => name === table)?.only;
  return {
    database: schema.database,
    name: table,
    superTable: superTable !== undefined,
    columns,
    ...(only && { only: new Set(only) }),
  };
}

/**
 * Writes the rows of a unit's files.
 *
 * @throws DamagedBackupError for rows of a table that was not restored
 * @internal
 */
export async function applyRows(
  context: ApplyContext,
  table: string,
): Promise<Applied> {
  const { run, journal, client, load, contents, plan, database, unit } =
    context;
  const { signal, reporter } = run;
  const source = rowsTable(context, table);
  const window = TimeWindow.create(database.window);
  const written = { rows: 0, bytes: 0 };
  const tables = NumbersByName.create();
  const restored = await restoredTables(context, source);
  let writer: RowsWriter | undefined;
  let whole = false;
  reporter.progress({ current: unit.label });
  await journal.start(unit.id);
  try {
    for (const path of unit.paths) {
      const file = contents.file(path);
      for await (const rows of openRows(contents.set, file, source, {
        only: source.only,
        signal,
      })) {
        writer ??= RowsWriter.create(client, {
          database: database.target,
          ...(source.superTable && { superTable: table }),
          columns: rows.columns,
          batchSize: plan.batchSize,
          signal,
        });
        const perRow = rows.block.buffer.byteLength / rows.block.rows;
        let count = 0;
        writer.begin(rows.block);
        for (const part of windowRuns(rows, window)) {
          if (!tables.has(part.table)) {
            if (!restored.has(part.table)) {
              throw new DamagedBackupError(
                `'${path}' has rows of table '${part.table}', which the backup does not have in '${source.database}.${table}'`,
              );
            }
            tables.set(part.table, 1);
          }
          const own = part.to - part.from;
          await load.spend(own, own * perRow, signal);
          await writer.write({ ...part, block: rows.block });
          count += own;
        }
        writer.end(rows.block);
        const bytes = Math.round(perRow * count);
        written.rows += count;
        written.bytes += bytes;
        reporter.advance({ rows: count, bytes });
      }
    }
    await writer?.flush();
    whole = true;
  } finally {
    await writer?.close();
    if (!whole) {
      // It will be done again from its start, and counted again.
      reporter.advance({ rows: -written.rows, bytes: -written.bytes });
    }
    await journal.append({
      kind: 'wrote-rows',
      unit: unit.id,
      database: database.target,
      table,
      rows: written.rows,
    });
  }
  return { rows: written.rows, tables: tables.size };
}
