import { JsonObject } from '@backstage/types';
import { RunJournal } from 'backstage-plugin-tdengine-backup-node';

/**
 * What a restore writes down before and after it changes something, so that a later attempt knows what is its own.
 *
 * @internal
 */
export type RestoreJournalEntry =
  | { kind: 'dropping-database'; database: string }
  | { kind: 'dropped-database'; database: string }
  | { kind: 'creating-database'; database: string }
  | { kind: 'created-database'; database: string }
  | { kind: 'removed-database'; database: string }
  | { kind: 'started-unit'; unit: string }
  | {
      kind: 'dropped-tables';
      unit: string;
      database: string;
      table: string;
      /** How many of its child tables, where it was not the table itself. */
      children?: number;
    }
  | {
      kind: 'created-tables';
      unit: string;
      database: string;
      table: string;
      tables: number;
    }
  | {
      kind: 'wrote-rows';
      unit: string;
      database: string;
      table: string;
      rows: number;
    };

/** What units ask of the entries. */
interface JournalIndex {
  startedUnits: Set<string>;
  /** Kinds of what was written down of a database since it was last removed. */
  databases: Map<string, Set<RestoreJournalEntry['kind']>>;
  droppedTables: Map<string, Set<string>>;
}

/**
 * One index per run: only whoever holds the lease of a job writes its journal, so what was read once and what this
 * process wrote since is all there is. Reading the entries for every unit would take the square of their number.
 */
const indexes = new WeakMap<RunJournal, Promise<JournalIndex>>();

/**
 * The journal of a restore, typed.
 *
 * @internal
 */
export class RestoreJournal {
  readonly #journal: RunJournal;

  private constructor(journal: RunJournal) {
    this.#journal = journal;
  }

  static create(journal: RunJournal): RestoreJournal {
    return new RestoreJournal(journal);
  }

  async append(entry: RestoreJournalEntry): Promise<void> {
    const index = await this.#index();
    await this.#journal.append(entry as unknown as JsonObject);
    note(index, entry);
  }

  /** All of them, anew. */
  async entries(): Promise<RestoreJournalEntry[]> {
    return (await this.#journal.entries()) as unknown as RestoreJournalEntry[];
  }

  /** Whether something was written down of a database since it was last removed. */
  async has(
    kind: 'dropped-database' | 'creating-database' | 'created-database',
    database: string,
  ): Promise<boolean> {
    const { databases } = await this.#index();
    return databases.get(database)?.has(kind) ?? false;
  }

  /** Whether a unit has dropped a table, or child tables of it. */
  async hasDropped(unit: string, table: string): Promise<boolean> {
    const { droppedTables } = await this.#index();
    return droppedTables.get(unit)?.has(table) ?? false;
  }

  /** Notes that a unit begins; tells whether an earlier attempt had begun it. */
  async start(unit: string): Promise<boolean> {
    const { startedUnits } = await this.#index();
    const repeated = startedUnits.has(unit);
    if (!repeated) {
      await this.append({ kind: 'started-unit', unit });
    }
    return repeated;
  }

  #index(): Promise<JournalIndex> {
    let index = indexes.get(this.#journal);
    if (!index) {
      index = this.#readIndex();
      indexes.set(this.#journal, index);
      // The next unit, or the next try of this one, may have more luck.
      index.catch(() => indexes.delete(this.#journal));
    }
    return index;
  }

  async #readIndex(): Promise<JournalIndex> {
    const index: JournalIndex = {
      startedUnits: new Set(),
      databases: new Map(),
      droppedTables: new Map(),
    };
    for (const entry of await this.entries()) {
      note(index, entry);
    }
    return index;
  }
}

function note(index: JournalIndex, entry: RestoreJournalEntry): void {
  switch (entry.kind) {
    case 'started-unit':
      index.startedUnits.add(entry.unit);
      break;
    case 'dropped-tables':
      addTo(index.droppedTables, entry.unit, entry.table);
      break;
    case 'removed-database':
      index.databases.delete(entry.database);
      break;
    case 'dropped-database':
    case 'creating-database':
    case 'created-database':
      addTo(index.databases, entry.database, entry.kind);
      break;
    default:
      // The others are for the report of what is left behind.
      break;
  }
}

function addTo<T>(sets: Map<string, Set<T>>, key: string, value: T): void {
  const set = sets.get(key) ?? new Set();
  sets.set(key, set.add(value));
}
