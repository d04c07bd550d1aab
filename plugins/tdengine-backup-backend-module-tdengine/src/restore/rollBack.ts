import { RunContext } from 'backstage-plugin-tdengine-backup-node';
import { TDengineClient } from 'tdengine-client';
import { dropDatabase } from './dropDatabase';
import { RestoreJournal, RestoreJournalEntry } from './RestoreJournal';
import { TargetDatabase } from './TargetDatabase';

/**
 * Drops the databases that the journal proves this restore created, and says what else it left behind.
 *
 * @internal
 */
export async function rollBack(
  client: TDengineClient,
  run: RunContext,
): Promise<{ removed: string[]; remaining: string[] }> {
  const { signal } = run;
  const journal = RestoreJournal.create(run.journal);
  const entries = await journal.entries();
  const databases = new Set(
    entries.flatMap(entry => ('database' in entry ? entry.database : [])),
  );
  const removed: string[] = [];
  const remaining: string[] = [];
  for (const database of databases) {
    if (await journal.has('created-database', database)) {
      await dropDatabase(client, database, { signal });
      await journal.append({ kind: 'removed-database', database });
      removed.push(`Database '${database}', which this restore had created`);
    } else if (await journal.has('creating-database', database)) {
      if (await TargetDatabase.find(client, database, { signal })) {
        remaining.push(
          `Database '${database}' exists, and whether this restore created it is not known: look at it, and drop it by hand`,
        );
      }
    } else {
      remaining.push(...changesOf(database, entries));
    }
    if (was(entries, 'dropped-database', database)) {
      remaining.push(
        `The database '${database}' that was to be replaced had been dropped and is not back`,
      );
    } else if (was(entries, 'dropping-database', database)) {
      remaining.push(
        `The database '${database}' that was to be replaced may have been dropped`,
      );
    }
  }
  return { removed, remaining };
}

function was(
  entries: readonly RestoreJournalEntry[],
  kind: 'dropped-database' | 'dropping-database',
  database: string,
): boolean {
  return entries.some(
    entry => entry.kind === kind && entry.database === database,
  );
}

interface TableChange {
  created: number;
  dropped: boolean;
  droppedChildren: number;
  /** By unit: one that was done again wrote the same rows again. */
  rows: Map<string, number>;
}

/** What was done to a database that is not the restore's own, table by table. */
function changesOf(
  database: string,
  entries: readonly RestoreJournalEntry[],
): string[] {
  const changes = new Map<string, TableChange>();
  for (const entry of entries) {
    if (!('table' in entry) || entry.database !== database) {
      continue;
    }
    const change = changes.get(entry.table) ?? {
      created: 0,
      dropped: false,
      droppedChildren: 0,
      rows: new Map<string, number>(),
    };
    changes.set(entry.table, change);
    if (entry.kind === 'created-tables') {
      change.created += entry.tables;
    } else if (entry.kind === 'dropped-tables') {
      change.dropped ||= entry.children === undefined;
      change.droppedChildren += entry.children ?? 0;
    } else {
      const rows = change.rows.get(entry.unit) ?? 0;
      change.rows.set(entry.unit, Math.max(rows, entry.rows));
    }
  }
  return [...changes]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([table, change]) => describeChange(`${database}.${table}`, change));
}

function describeChange(
  name: string,
  { created, dropped, droppedChildren, rows }: TableChange,
): string {
  const written = [...rows.values()].reduce((sum, count) => sum + count, 0);
  const what = [
    ...(dropped ? ['was dropped to be replaced'] : []),
    ...(droppedChildren > 0
      ? [`had ${droppedChildren} child tables dropped to be replaced`]
      : []),
    ...(created > 0 ? [`had ${created} tables created`] : []),
    ...(written > 0 ? [`had up to ${written} rows written`] : []),
  ];
  return `Table '${name}' ${
    what.join(', ') || 'was begun and not changed'
  }; this stays as it is`;
}
