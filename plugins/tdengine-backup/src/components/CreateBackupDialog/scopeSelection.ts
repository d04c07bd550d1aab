import {
  BackupScope,
  InstanceObject,
} from 'backstage-plugin-tdengine-backup-common';

/** What is ticked of a database: all of it, or these tables. A database that is not in it is left out. */
export type ScopeSelection = ReadonlyMap<string, 'all' | ReadonlySet<string>>;

/** Whether a box is ticked, empty, or in between. */
export type Ticked = 'all' | 'some' | 'none';

/** How much is chosen. */
export interface SelectionTotals {
  databases: number;
  /** Single tables, outside of databases that are chosen as a whole. */
  tables: number;
  rows: number;
  bytes: number;
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

/** Adds up what is chosen, as far as the source has told. */
export function selectionTotals(
  selection: ScopeSelection,
  objects: InstanceObject[],
): SelectionTotals {
  const totals = { databases: 0, tables: 0, rows: 0, bytes: 0 };
  const add = (object: InstanceObject) => {
    totals.rows += object.rowCount ?? 0;
    totals.bytes += object.sizeBytes ?? 0;
  };
  for (const [database, chosen] of selection) {
    if (chosen === 'all') {
      totals.databases += 1;
      objects
        .filter(
          object => object.kind === 'database' && object.database === database,
        )
        .forEach(add);
    } else {
      totals.tables += chosen.size;
      objects
        .filter(
          ({ kind, database: parent, name }) =>
            kind !== 'database' &&
            parent === database &&
            name !== undefined &&
            chosen.has(name),
        )
        .forEach(add);
    }
  }
  return totals;
}
