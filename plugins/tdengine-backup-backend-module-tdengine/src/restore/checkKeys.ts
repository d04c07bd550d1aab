import {
  NumbersByName,
  RestoreCheckResult,
} from 'backstage-plugin-tdengine-backup-node';
import { scanStatement } from '../backup/scanStatement';
import { TimestampColumn } from '../formats/TimestampColumn';
import { ApplyContext } from './ApplyContext';
import { rowsTable } from './applyRows';
import { checkResult } from './checkResult';
import { openRows } from './openRows';
import { RowHasher } from './RowHasher';
import { RowSet } from './RowSet';
import { TimeWindow } from './TimeWindow';
import { windowRuns } from './windowRuns';

/** A condition with more names than this costs more than reading the other tables. */
const MOST_NAMED_TABLES = 200;

interface RestoredRows {
  rows: RowSet;
  /** Rows of the tables, which are numbered as in the set. */
  tables: NumbersByName;
  first: bigint;
  last: bigint;
}

/**
 * Looks up every row that was restored into a table with other rows: reads the target in the range of their timestamps
 * and compares table, key and all values. What else is in the table does not matter.
 *
 * @internal
 */
export async function checkKeys(
  context: ApplyContext,
  table: string,
): Promise<RestoreCheckResult> {
  const restored = await readRestored(context, table);
  if (restored.rows.size > 0) {
    await matchTarget(context, table, restored);
  }
  const { tables } = restored;
  const target = NumbersByName.create();
  restored.rows.forEach((number, matched) => {
    tables.setAt(number, tables.numberAt(number) + 1);
    if (matched) {
      target.add(tables.nameAt(number), 1);
    }
  });
  return checkResult(context, table, 'keys', tables, target);
}

async function readRestored(
  context: ApplyContext,
  table: string,
): Promise<RestoredRows> {
  const { run, contents, database, unit } = context;
  const source = rowsTable(context, table);
  const window = TimeWindow.create(database.window);
  const hasher = new RowHasher();
  const rows = RowSet.create(unit.rows);
  const tables = NumbersByName.create();
  let first: bigint | undefined;
  let last: bigint | undefined;
  for (const path of unit.paths) {
    for await (const read of openRows(
      contents.set,
      contents.file(path),
      source,
      { only: source.only, signal: run.signal },
    )) {
      const { block } = read;
      const runs = windowRuns(read, window);
      const timestamps = TimestampColumn.create(block, 0);
      hasher.useBlock(block.columns);
      for (const part of runs) {
        const number = tables.add(part.table, 0);
        hasher.useTable(part.table);
        for (let row = part.from; row < part.to; row++) {
          hasher.hash(row);
          rows.add(hasher.high, hasher.low, number);
        }
        const range = timestamps.range(part.from, part.to);
        first =
          first === undefined || range.first < first ? range.first : first;
        last = last === undefined || range.last > last ? range.last : last;
      }
      block.release();
    }
  }
  return {
    rows,
    tables,
    first: first ?? 0n,
    last: last ?? 0n,
  };
}

async function matchTarget(
  context: ApplyContext,
  table: string,
  { rows, tables, first, last }: RestoredRows,
): Promise<void> {
  const { run, client, database } = context;
  const { superTable, columns } = rowsTable(context, table);
  const hasher = new RowHasher();
  const sql = scanStatement(
    {
      type: 'rows',
      database: database.target,
      table,
      superTable,
      from: first.toString(),
      to: (last + 1n).toString(),
      ...(superTable &&
        tables.size <= MOST_NAMED_TABLES && { tables: [...tables.keys()] }),
    },
    columns,
  );
  const { blocks } = await client.scan(sql, run);
  for await (const block of blocks) {
    const runs = superTable
      ? block.runs(0)
      : [{ key: table, from: 0, to: block.rows }];
    hasher.useBlock(block.columns.slice(superTable ? 1 : 0));
    for (const { key, from, to } of runs) {
      hasher.useTable(key);
      for (let row = from; row < to; row++) {
        hasher.hash(row);
        rows.match(hasher.high, hasher.low);
      }
    }
    block.release();
  }
}
