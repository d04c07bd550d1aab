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
    await this.#journal.append(entry as unknown as JsonObject);
  }

  async entries(): Promise<RestoreJournalEntry[]> {
    return (await this.#journal.entries()) as unknown as RestoreJournalEntry[];
  }

  /** Whether something was written down of a database since it was last removed. */
  async has(
    kind: 'dropped-database' | 'creating-database' | 'created-database',
    database: string,
  ): Promise<boolean> {
    const entries = await this.entries();
    const removed = entries.findLastIndex(
      entry => entry.kind === 'removed-database' && entry.database === database,
    );
    return entries
      .slice(removed + 1)
      .some(entry => entry.kind === kind && entry.database === database);
  }

  /** Notes that a unit begins; tells whether an earlier attempt had begun it. */
  async start(unit: string): Promise<boolean> {
    const repeated = (await this.entries()).some(
      entry => entry.kind === 'started-unit' && entry.unit === unit,
    );
    if (!repeated) {
      await this.append({ kind: 'started-unit', unit });
    }
    return repeated;
  }
}
