import {
  RestoreSelection,
  RestoreSelectionTablesInner,
} from 'backstage-plugin-tdengine-backup-common';
import {
  DatabaseSelection,
  Selection,
  TableSelection,
  checkState,
} from './selection';

/** A request names what to restore one by one; more than this is better done with whole super tables or databases. */
export const MAX_NAMED_TABLES = 10_000;

/** Where the names come from that the page has not loaded. */
export interface NameSource {
  /** Super, normal and virtual tables of a database. */
  tables(database: string): AsyncIterable<string>;
  /** Child tables of a super table. */
  children(database: string, table: string): AsyncIterable<string>;
}

/** Too many tables would have to be named. */
export class SelectionTooLargeError extends Error {
  constructor() {
    super(`More than ${MAX_NAMED_TABLES} tables would have to be named`);
    this.name = 'SelectionTooLargeError';
  }
}

/** Nothing is chosen, which a request would state as everything. */
export class NothingSelectedError extends Error {
  constructor() {
    super('Nothing is selected');
    this.name = 'NothingSelectedError';
  }
}

/**
 * The choice as a request states it, which knows no exceptions: "all but one" becomes the names of all the others. Undefined
 * stands for everything in the backup.
 */
export async function resolveSelection(
  selection: Selection,
  databases: readonly string[],
  names: NameSource,
): Promise<RestoreSelection | undefined> {
  if (
    databases.every(database => checkState(selection, { database }) === 'all')
  ) {
    return undefined;
  }
  const whole: string[] = [];
  const tables: RestoreSelectionTablesInner[] = [];
  for (const database of databases) {
    const state = checkState(selection, { database });
    if (state === 'all') {
      whole.push(database);
    } else if (state === 'some') {
      const chosen = selection.databases[database];
      for await (const name of namesIn(database, chosen, names)) {
        if (tables.length === MAX_NAMED_TABLES) {
          throw new SelectionTooLargeError();
        }
        tables.push({ database, name });
      }
    }
  }
  if (whole.length === 0 && tables.length === 0) {
    throw new NothingSelectedError();
  }
  return {
    ...(whole.length > 0 ? { databases: whole } : {}),
    ...(tables.length > 0 ? { tables } : {}),
  };
}

async function* namesIn(
  database: string,
  chosen: DatabaseSelection,
  names: NameSource,
): AsyncIterable<string> {
  const exceptions = new Map(Object.entries(chosen.tables));
  if (chosen.everything) {
    for await (const table of names.tables(database)) {
      if (!exceptions.has(table)) {
        yield table;
      }
    }
  }
  for (const [table, exception] of exceptions) {
    yield* namesOf(database, table, exception, names);
  }
}

async function* namesOf(
  database: string,
  table: string,
  chosen: TableSelection,
  names: NameSource,
): AsyncIterable<string> {
  const exceptions = new Map(Object.entries(chosen.children));
  if (!chosen.everything) {
    yield* exceptions.keys();
  } else if (exceptions.size === 0) {
    yield table;
  } else {
    for await (const child of names.children(database, table)) {
      if (!exceptions.has(child)) {
        yield child;
      }
    }
  }
}
