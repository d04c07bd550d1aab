import { Unit } from 'backstage-plugin-tdengine-backup-node';
import { Precision, TDengineClient } from 'tdengine-client';
import { ColumnDefinition } from '../catalog/DatabaseSchema';
import { planWindows } from './planWindows';
import { measureUnit } from './measureUnit';
import { histogramOf, readExtent } from './readExtent';
import { rowWidth } from './rowWidth';
import { rowsUnit } from './units';

const MOST_ROWS = 5_000_000;
/** A scan of fewer rows than these is over before another one at its side would help. */
const WORTH_A_SCAN = 500_000;
const LEAST_ROWS = 10_000;
const MOST_BYTES = 512 * 1024 * 1024;
/** Windows end where a step of time does: a little more than an even share, or a few rows are left for one more scan. */
const ROOM_FOR_UNEVEN_STEPS = 1.01;
/** Names in one condition; a scan of chosen tables slows down with the length of the list. */
const MOST_TABLES = 500;

/**
 * A super table or normal table whose rows are to be read.
 *
 * @internal
 */
export interface PlannedTable {
  database: string;
  precision: Precision;
  name: string;
  columns: readonly ColumnDefinition[];
  superTable: boolean;
}

/**
 * How tables are cut into scans.
 *
 * @internal
 */
export interface ScanOptions {
  /** Scans that will run at once. */
  scans: number;
  signal: AbortSignal;
}

/**
 * The scans of one table, and what they are expected to bring.
 *
 * @internal
 */
export interface TablePlan {
  units: Unit[];
  rows: number;
  bytes: number;
  /** The oldest primary timestamp. */
  first?: bigint;
}

/**
 * Cuts a table into scans by windows of its primary timestamp. The first is open below and the last above, so that no
 * row can fall outside.
 *
 * @internal
 */
export async function planTable(
  client: TDengineClient,
  table: PlannedTable,
  options: ScanOptions,
): Promise<TablePlan> {
  const { database, name, superTable } = table;
  const { rows, first, last } = await readExtent(
    client,
    { database, name, timestampColumn: table.columns[0].name },
    options,
  );
  const width = rowWidth(table.columns, { tableNames: superTable });
  const targetRows = rowsPerScan(rows, width, options.scans);
  const cuts =
    rows > targetRows && first !== undefined && last !== undefined
      ? await planWindows(
          histogramOf(client, table, options),
          { first, last },
          targetRows,
        )
      : [];
  const windows = [undefined, ...cuts].map((from, index) => ({
    ...(from !== undefined && { from: from.toString() }),
    ...(cuts[index] !== undefined && { to: cuts[index].toString() }),
  }));
  const units = windows.map((window, index) =>
    rowsUnit(
      { type: 'rows', database, table: name, superTable, ...window },
      {
        index,
        of: windows.length,
        rows: rows / windows.length,
        rowWidth: width,
      },
    ),
  );
  return {
    units,
    rows,
    bytes: rows * width,
    ...(first !== undefined && { first }),
  };
}

/**
 * Cuts chosen child tables of a super table into scans by groups of them.
 *
 * @internal
 */
export async function planChosenTables(
  client: TDengineClient,
  table: PlannedTable,
  chosen: readonly string[],
  options: ScanOptions,
): Promise<TablePlan> {
  const { database, name } = table;
  const width = rowWidth(table.columns, { tableNames: true });
  const counts = await measureUnit(
    client,
    { type: 'rows', database, table: name, superTable: true },
    options,
  );
  const groups = groupTables(chosen, counts, rowsPerUnit(width));
  const rows = groups.reduce((total, group) => total + group.rows, 0);
  const { first } = await readExtent(
    client,
    { database, name, timestampColumn: table.columns[0].name },
    options,
  );
  const units = groups.map((group, index) =>
    rowsUnit(
      {
        type: 'rows',
        database,
        table: name,
        superTable: true,
        tables: group.tables,
      },
      { index, of: groups.length, rows: group.rows, rowWidth: width },
    ),
  );
  return {
    units,
    rows,
    bytes: rows * width,
    ...(first !== undefined && { first }),
  };
}

function groupTables(
  chosen: readonly string[],
  counts: ReadonlyMap<string, number>,
  mostRows: number,
): Array<{ tables: string[]; rows: number }> {
  const groups: Array<{ tables: string[]; rows: number }> = [];
  for (const name of chosen) {
    const rows = counts.get(name) ?? 0;
    const group = groups.at(-1);
    if (
      group &&
      group.tables.length < MOST_TABLES &&
      group.rows + rows <= mostRows
    ) {
      group.tables.push(name);
      group.rows += rows;
    } else {
      groups.push({ tables: [name], rows });
    }
  }
  return groups;
}

/** So many rows that the scans of a table keep all connections busy to the end, and none is too large to be repeated. */
function rowsPerScan(rows: number, width: number, scans: number): number {
  const most = rowsPerUnit(width);
  const rounds = Math.ceil(rows / (most * scans));
  const even = Math.ceil((rows * ROOM_FOR_UNEVEN_STEPS) / (rounds * scans));
  return Math.min(most, Math.max(WORTH_A_SCAN, even));
}

function rowsPerUnit(width: number): number {
  return Math.min(
    MOST_ROWS,
    Math.max(LEAST_ROWS, Math.floor(MOST_BYTES / width)),
  );
}
