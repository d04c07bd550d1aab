import {
  BackupScope,
  InstanceObject,
} from 'backstage-plugin-tdengine-backup-common';

/** What is ticked of a database: all of it, or these tables. A database that is not in it is left out. */
export type ScopeSelection = ReadonlyMap<string, 'all' | ReadonlySet<string>>;

/** Whether a box is ticked, empty, or in between. */
export type Ticked = 'all' | 'some' | 'none';

/** How much is chosen. Sources do not count everything; what is not known of one is not known of all. */
export interface SelectionTotals {
  databases: number;
  /** Single tables, outside of databases that are chosen as a whole. */
  tables: number;
  rows?: number;
  bytes?: number;
}

/** Nothing. */
export const EMPTY_SELECTION: ScopeSelection = new Map();

/** Whole databases. */
export function selectDatabases(names: string[]): ScopeSelection {
  return new Map(names.map(name => [name, 'all'] as const));
}

/** Ticks a database as a whole, or takes it away. */
export function toggleDatabase(
  selection: ScopeSelection,
  database: string,
): ScopeSelection {
  const next = new Map(selection);
  if (next.get(database) === 'all') {
    next.delete(database);
  } else {
    next.set(database, 'all');
  }
  return next;
}

/**
 * Ticks a table, or takes it away.
 * @param tables - every table of the database: taking one from a whole database leaves the others
 */
export function toggleTable(
  selection: ScopeSelection,
  database: string,
  table: string,
  tables: string[],
): ScopeSelection {
  const chosen = selection.get(database);
  const names = new Set(chosen === 'all' ? tables : chosen);
  if (names.has(table)) {
    names.delete(table);
  } else {
    names.add(table);
  }
  const next = new Map(selection);
  if (names.size === 0) {
    next.delete(database);
  } else {
    next.set(database, names);
  }
  return next;
}

/** How a database's box looks. */
export function tickedDatabase(
  selection: ScopeSelection,
  database: string,
): Ticked {
  const chosen = selection.get(database);
  if (chosen === undefined) {
    return 'none';
  }
  return chosen === 'all' ? 'all' : 'some';
}

/** Whether a table's box is ticked. */
export function isTableTicked(
  selection: ScopeSelection,
  database: string,
  table: string,
): boolean {
  const chosen = selection.get(database);
  return chosen === 'all' || (chosen?.has(table) ?? false);
}

/** What is asked of the server; undefined where nothing is chosen. */
export function toScope(selection: ScopeSelection): BackupScope | undefined {
  const entries = [...selection];
  if (entries.length === 0) {
    return undefined;
  }
  if (entries.every(([, chosen]) => chosen === 'all')) {
    return { databases: entries.map(([database]) => database) };
  }
  return {
    tables: entries.map(([database, chosen]) => ({
      database,
      include: chosen === 'all' ? ['*'] : [...chosen],
    })),
  };
}

// A virtual table has nothing of its own.
const rowsOf = ({ kind, rowCount }: InstanceObject) =>
  kind === 'virtualTable' ? 0 : rowCount;
const bytesOf = ({ kind, sizeBytes }: InstanceObject) =>
  kind === 'virtualTable' ? 0 : sizeBytes;

/**
 * Adds up what is chosen, as far as the source has told.
 * @param objects - databases, and the tables of those that were opened
 */
export function selectionTotals(
  selection: ScopeSelection,
  objects: InstanceObject[],
): SelectionTotals {
  const totals: SelectionTotals = {
    databases: 0,
    tables: 0,
    rows: 0,
    bytes: 0,
  };
  const add = (rows: number | undefined, bytes: number | undefined) => {
    totals.rows = sum([totals.rows, rows]);
    totals.bytes = sum([totals.bytes, bytes]);
  };
  for (const [database, chosen] of selection) {
    const own = objects.filter(object => object.database === database);
    const whole = own.find(({ kind }) => kind === 'database');
    const tables = own.filter(({ kind }) => kind !== 'database');
    if (chosen === 'all') {
      totals.databases += 1;
      add(
        whole?.rowCount ?? sumOf(tables, rowsOf),
        whole?.sizeBytes ?? sumOf(tables, bytesOf),
      );
    } else {
      const picked = tables.filter(
        ({ name }) => name !== undefined && chosen.has(name),
      );
      totals.tables += chosen.size;
      add(sumOf(picked, rowsOf), sumOf(picked, bytesOf));
    }
  }
  return totals;
}

function sumOf(
  objects: InstanceObject[],
  figure: (object: InstanceObject) => number | undefined,
): number | undefined {
  return objects.length === 0 ? undefined : sum(objects.map(figure));
}

function sum(values: Array<number | undefined>): number | undefined {
  return values.reduce<number | undefined>(
    (total, value) =>
      total === undefined || value === undefined ? undefined : total + value,
    0,
  );
}
