import {
  NumbersByName,
  RestoreCheckResult,
  TableCounts,
} from 'backstage-plugin-tdengine-backup-node';
import { measureUnit } from '../backup/measureUnit';
import { ApplyContext } from './ApplyContext';
import { rowsTable } from './applyRows';
import { checkResult } from './checkResult';
import { openRows } from './openRows';
import { TimeWindow } from './TimeWindow';
import { windowRuns } from './windowRuns';

const TABLES_PER_QUERY = 500;

/**
 * Compares a table that was made anew with the backup: as many rows in each child table, and none in others.
 *
 * @internal
 */
export async function checkCounts(
  context: ApplyContext,
  table: string,
): Promise<RestoreCheckResult> {
  const file = await fileCounts(context, table);
  const target = await targetCounts(context, table);
  return checkResult(context, table, 'counts', file, target);
}

async function fileCounts(
  context: ApplyContext,
  table: string,
): Promise<TableCounts> {
  const { run, contents, database, unit } = context;
  const source = rowsTable(context, table);
  const window = TimeWindow.create(database.window);
  if (window.isOpen) {
    const { counts } = contents.filesOf(database.database, table);
    const all = await contents.counts(counts, run);
    return source.only ? countsOf(all, source.only) : all;
  }
  const counts = NumbersByName.create();
  for (const path of unit.paths) {
    for await (const rows of openRows(
      contents.set,
      contents.file(path),
      source,
      { only: source.only, signal: run.signal },
    )) {
      for (const part of windowRuns(rows, window)) {
        counts.add(part.table, part.to - part.from);
      }
    }
  }
  return counts;
}

function countsOf(all: TableCounts, only: ReadonlySet<string>): TableCounts {
  const counts = NumbersByName.create();
  for (const name of only) {
    const rows = all.get(name);
    if (rows !== undefined) {
      counts.set(name, rows);
    }
  }
  return counts;
}

async function targetCounts(
  context: ApplyContext,
  table: string,
): Promise<TableCounts> {
  const { run, client, database } = context;
  const source = rowsTable(context, table);
  const state = {
    type: 'rows',
    database: database.target,
    table,
    superTable: source.superTable,
  } as const;
  if (!source.only) {
    return measureUnit(client, state, run);
  }
  const names = [...source.only];
  const counts = NumbersByName.create();
  for (let start = 0; start < names.length; start += TABLES_PER_QUERY) {
    const tables = names.slice(start, start + TABLES_PER_QUERY);
    const some = await measureUnit(client, { ...state, tables }, run);
    some.forEach((rows, name) => counts.set(name, rows));
  }
  return counts;
}
