import { TDengineClient } from 'tdengine-client';
import { VirtualTableSchema } from '../catalog/DatabaseSchema';
import { findTable } from '../catalog/findTable';
import { BackupContents } from './BackupContents';
import { PlanDraft } from './PlanDraft';
import { RestoreDatabase } from './RestoreState';
import { TargetDatabase } from './TargetDatabase';
import { writtenDatabases } from './writtenDatabases';

/**
 * What a database of the backup is called at the target, for the references of virtual tables. Of a database that is not
 * restored the name stays.
 *
 * @internal
 */
export function referenceName(
  databases: readonly RestoreDatabase[],
): (database: string) => string {
  const targets = new Map(
    databases.map(({ database, target }) => [database, target]),
  );
  return database => targets.get(database) ?? database;
}

/**
 * Leaves out virtual tables that refer to tables which neither are at the target nor come with the restore, or to databases
 * that the restore does not write into, and says so.
 *
 * @internal
 */
export async function checkVirtualReferences(
  client: TDengineClient,
  contents: BackupContents,
  databases: readonly RestoreDatabase[],
  draft: PlanDraft,
  options: { signal: AbortSignal },
): Promise<void> {
  const nameOf = referenceName(databases);
  const restored = await restoredTables(contents, databases, options);
  const existing = new Map<string, Promise<TargetDatabase | undefined>>();
  const isThere = async (database: string, table: string) => {
    const target = nameOf(database);
    if (restored.get(target)?.has(table)) {
      return true;
    }
    const replaced = databases.some(
      item => item.target === target && item.action !== 'into',
    );
    if (replaced) {
      return false;
    }
    const found =
      existing.get(target) ?? TargetDatabase.find(client, target, options);
    existing.set(target, found);
    return (await (await found)?.kindOf(table)) !== undefined;
  };
  const written = writtenDatabases(draft, databases);
  const planned = new Map(
    draft.objects
      .filter(({ kind }) => kind === 'virtualTable')
      .map(object => [keyOf(object.targetDatabase, object.name), object]),
  );
  for (const database of databases) {
    const schema = contents.schemaOf(database.database);
    const allowed = new Set([...written, database.database]);
    const left: RestoreDatabase['virtualTables'] = [];
    for (const table of database.virtualTables) {
      const definition = findTable(schema.virtualTables, table.name)!;
      const reason = await reasonToLeaveOut(definition, allowed, isThere);
      if (reason === undefined) {
        left.push(table);
      } else {
        draft.warnings.push(
          `Virtual table '${database.target}.${table.name}' refers to ${reason}, and is left out`,
        );
        const object = planned.get(keyOf(database.target, table.name));
        if (object) {
          object.action = 'skip';
          object.notes = [`it refers to ${reason}`];
        }
      }
    }
    database.virtualTables = left;
  }
}

function keyOf(target: string, name: string | undefined): string {
  return JSON.stringify([target, name]);
}

async function reasonToLeaveOut(
  { columns }: VirtualTableSchema,
  allowed: ReadonlySet<string>,
  isThere: (database: string, table: string) => Promise<boolean>,
): Promise<string | undefined> {
  for (const { from } of columns) {
    if (!from) {
      continue;
    }
    const table = `'${from.database}.${from.table}'`;
    if (!allowed.has(from.database)) {
      return `${table}, whose database is not restored with it`;
    }
    if (!(await isThere(from.database, from.table))) {
      return `${table}, which is not there`;
    }
  }
  return undefined;
}

/** Names of the tables that will be there, by database at the target; only where virtual tables may ask for them. */
async function restoredTables(
  contents: BackupContents,
  databases: readonly RestoreDatabase[],
  options: { signal: AbortSignal },
): Promise<Map<string, Set<string>>> {
  const restored = new Map<string, Set<string>>();
  if (databases.every(({ virtualTables }) => virtualTables.length === 0)) {
    return restored;
  }
  for (const item of databases) {
    const names = new Set(item.normalTables.map(({ name }) => name));
    const schema = contents.schemaOf(item.database);
    for (const { name, only } of item.superTables) {
      if (findTable(schema.superTables, name)?.virtual) {
        continue;
      }
      if (only) {
        only.forEach(child => names.add(child));
        continue;
      }
      for await (const children of contents.childTables(
        item.database,
        name,
        options,
      )) {
        children.forEach(child => names.add(child.name));
      }
    }
    restored.set(item.target, names);
  }
  return restored;
}
