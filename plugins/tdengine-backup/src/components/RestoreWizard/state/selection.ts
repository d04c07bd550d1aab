/**
 * What of a backup is to be restored: a default, and the exceptions from it, for databases, tables and child tables alike.
 * A backup may hold a hundred thousand tables of which the page has seen a hundred, so nothing here needs to know them all.
 */
export interface Selection {
  readonly everything: boolean;
  /** Only those that differ from the default, or that have exceptions of their own. */
  readonly databases: Readonly<Record<string, DatabaseSelection>>;
}

/** The same for the tables of one database. */
export interface DatabaseSelection {
  readonly everything: boolean;
  readonly tables: Readonly<Record<string, TableSelection>>;
}

/** The same for the child tables of one super table; other tables have none. */
export interface TableSelection {
  readonly everything: boolean;
  readonly children: Readonly<Record<string, boolean>>;
}

/** A place in the tree. */
export interface SelectionPath {
  database: string;
  table?: string;
  child?: string;
}

/** How a check box looks. */
export type CheckState = 'all' | 'some' | 'none';

/** What a restore takes unless somebody chooses otherwise. */
export const EVERYTHING: Selection = { everything: true, databases: {} };

/** Nothing at all, to begin choosing from. */
export const NOTHING: Selection = { everything: false, databases: {} };

function databaseOf(selection: Selection, database: string): DatabaseSelection {
  return (
    get(selection.databases, database) ?? {
      everything: selection.everything,
      tables: {},
    }
  );
}

function tableOf(database: DatabaseSelection, table: string): TableSelection {
  return (
    get(database.tables, table) ?? {
      everything: database.everything,
      children: {},
    }
  );
}

/** Checks or unchecks one place and everything below it. */
export function select(
  selection: Selection,
  path: SelectionPath,
  checked: boolean,
): Selection {
  const database = databaseOf(selection, path.database);
  return {
    ...selection,
    databases: withException(
      selection.databases,
      path.database,
      selectInDatabase(database, path, checked),
      next => next.everything === selection.everything && isEmpty(next.tables),
    ),
  };
}

function selectInDatabase(
  database: DatabaseSelection,
  path: SelectionPath,
  checked: boolean,
): DatabaseSelection {
  if (path.table === undefined) {
    return { everything: checked, tables: {} };
  }
  const table = tableOf(database, path.table);
  return {
    ...database,
    tables: withException(
      database.tables,
      path.table,
      selectInTable(table, path, checked),
      next => next.everything === database.everything && isEmpty(next.children),
    ),
  };
}

function selectInTable(
  table: TableSelection,
  path: SelectionPath,
  checked: boolean,
): TableSelection {
  if (path.child === undefined) {
    return { everything: checked, children: {} };
  }
  return {
    ...table,
    children: withException(
      table.children,
      path.child,
      checked,
      next => next === table.everything,
    ),
  };
}

/**
 * How the check box of a place looks. Where `total` says how many there are below it, having made an exception of every one of
 * them counts as the other extreme instead of as some.
 */
export function checkState(
  selection: Selection,
  path: SelectionPath,
  total?: number,
): CheckState {
  const database = databaseOf(selection, path.database);
  if (path.table === undefined) {
    return summarize(
      database.everything,
      Object.values(database.tables).map(tableState),
      total,
    );
  }
  const table = tableOf(database, path.table);
  if (path.child === undefined) {
    return summarize(
      table.everything,
      Object.values(table.children).map(toState),
      total,
    );
  }
  return toState(get(table.children, path.child) ?? table.everything);
}

function tableState(table: TableSelection): CheckState {
  return summarize(
    table.everything,
    Object.values(table.children).map(toState),
  );
}

function toState(checked: boolean): CheckState {
  return checked ? 'all' : 'none';
}

function summarize(
  everything: boolean,
  exceptions: CheckState[],
  total?: number,
): CheckState {
  const base = toState(everything);
  if (exceptions.every(state => state === base)) {
    return base;
  }
  const [first] = exceptions;
  return exceptions.length === total &&
    exceptions.every(state => state === first)
    ? first
    : 'some';
}

/** Names are data: one may be called `constructor`. */
function get<T>(record: Readonly<Record<string, T>>, key: string) {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function isEmpty(record: object): boolean {
  return Object.keys(record).length === 0;
}

function withException<T>(
  record: Readonly<Record<string, T>>,
  key: string,
  value: T,
  isDefault: (value: T) => boolean,
): Record<string, T> {
  const { [key]: _, ...rest } = record;
  // Computed keys of a literal are own properties even where they are called `__proto__`.
  return isDefault(value) ? rest : { ...rest, [key]: value };
}
