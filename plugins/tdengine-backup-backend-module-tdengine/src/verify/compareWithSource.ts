import {
  DeepVerifiedTable,
  RunContext,
} from 'backstage-plugin-tdengine-backup-node';
import { TDengineClient, TDengineError } from 'tdengine-client';
import { measureUnit } from '../backup/measureUnit';
import { scanStatement } from '../backup/scanStatement';
import { RowsUnitState } from '../backup/UnitState';
import { BackupContents } from '../restore/BackupContents';
import { openRows, RowsTable } from '../restore/openRows';
import { TableSums } from './TableSums';

const NAMED = 10;

/**
 * Compares the rows of a super table or a normal table in a backup with those at the source.
 *
 * @internal
 */
export async function compareWithSource(
  client: TDengineClient,
  contents: BackupContents,
  database: string,
  table: Omit<RowsTable, 'database'>,
  run: Pick<RunContext, 'signal'>,
): Promise<DeepVerifiedTable> {
  const { name, superTable } = table;
  const { signal } = run;
  const result: DeepVerifiedTable = {
    database,
    stable: name,
    equalTables: 0,
    changedTables: 0,
    differingTables: 0,
    equalRows: 0,
    differing: [],
  };
  const files = contents.filesOf(database, name);
  const stored = await contents.counts(files.counts, { signal });
  const state: RowsUnitState = {
    type: 'rows',
    database,
    table: name,
    superTable,
  };
  const live = TableSums.create();
  const wanted = new Set<string>();
  try {
    const present = await measureUnit(client, state, { signal });
    for (const [child, rows] of stored) {
      if (present.get(child) === rows) {
        wanted.add(child);
      }
    }
    if (wanted.size > 0) {
      await readLive(client, state, table, wanted, live, signal);
    }
  } catch (error) {
    if (!(error instanceof TDengineError) || error.code === undefined) {
      throw error;
    }
    return {
      ...result,
      changedTables: stored.size,
      reason: `It cannot be read as it was: ${error.message}`,
    };
  }
  const kept = TableSums.create();
  for (const file of wanted.size > 0 ? files.rows : []) {
    for await (const { block, runs } of openRows(
      contents.set,
      file,
      { ...table, database },
      { only: wanted, signal },
    )) {
      kept.add(block.columns, runs);
    }
  }
  for (const [child, rows] of stored) {
    if (!wanted.has(child) || live.rows(child) !== rows) {
      // Rows that came after they were counted are a change, too.
      result.changedTables++;
    } else if (kept.isEqual(child, live)) {
      result.equalTables++;
      result.equalRows += rows;
    } else {
      result.differingTables++;
      if (result.differing.length < NAMED) {
        result.differing.push(child);
      }
    }
  }
  return result;
}

async function readLive(
  client: TDengineClient,
  state: RowsUnitState,
  { name, superTable, columns }: Omit<RowsTable, 'database'>,
  wanted: ReadonlySet<string>,
  live: TableSums,
  signal: AbortSignal,
): Promise<void> {
  const { blocks } = await client.scan(scanStatement(state, columns), {
    signal,
  });
  for await (const block of blocks) {
    const runs = superTable
      ? block
          .runs(0)
          .map(({ key, from, to }) => ({ table: key, from, to }))
          .filter(({ table }) => wanted.has(table))
      : [{ table: name, from: 0, to: block.rows }];
    live.add(block.columns.slice(superTable ? 1 : 0), runs);
  }
}
