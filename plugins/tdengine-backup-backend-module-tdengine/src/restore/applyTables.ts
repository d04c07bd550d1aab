import { NumbersByName } from 'backstage-plugin-tdengine-backup-node';
import { typeFromName } from 'tdengine-client';
import { SuperTableSchema } from '../catalog/DatabaseSchema';
import { findTable } from '../catalog/findTable';
import {
  ChildTableParent,
  createChildTableStatements,
} from '../ddl/createChildTables';
import { qualifiedName } from '../ddl/qualifiedName';
import { readTableDigests, tableDigest } from '../tables/tableDigest';
import { TableListEntry } from '../tables/TableListEntry';
import { Applied, ApplyContext } from './ApplyContext';
import { bindChildTables } from './bindChildTables';
import { executeStatement } from './executeStatement';

/** Of a few statements, which are full then. */
const TABLES_AT_ONCE = 4_000;
const NAMED = 5;
const DROPPED_AT_ONCE = 500;

/**
 * Creates the child tables of a super table and reads their tags back.
 *
 * @throws Error naming tables whose tags are not those of the backup
 * @internal
 */
export async function applyTables(
  context: ApplyContext,
  table: string,
): Promise<Applied> {
  const { run, journal, database, schema, unit } = context;
  const { reporter } = run;
  const superTable = findTable(schema.superTables, table)!;
  const { action, only } = database.superTables.find(
    ({ name }) => name === table,
  )!;
  const parent: ChildTableParent = {
    database: database.target,
    superTable: table,
    tags: superTable.tags.map(({ name, type }) => ({
      name,
      type: typeFromName(type).type,
    })),
  };
  await journal.start(unit.id);
  if (action === 'replace' && only) {
    await dropChildrenOnce(context, table, only);
  }
  const existing =
    action === 'create' ? undefined : await readDigests(context, superTable);
  const created = NumbersByName.create();
  let differing = 0;
  let tables = 0;
  let expiring = 0;
  for await (const batch of batches(childTables(context, table, only))) {
    const missing = batch.filter(({ name }) => !existing?.has(name));
    differing += countDiffering(batch, existing);
    missing.forEach(entry => created.set(entry.name, tableDigest(entry)));
    await createTables(context, parent, superTable, missing);
    tables += batch.length;
    expiring += missing.filter(({ ttl }) => ttl).length;
    reporter.advance({ tables: batch.length });
  }
  await checkTables(context, superTable, created);
  await journal.append({
    kind: 'created-tables',
    unit: unit.id,
    database: database.target,
    table,
    tables: created.size,
  });
  if (differing > 0) {
    reporter.log(
      'warn',
      `${differing} child tables of ${database.target}.${table} existed with other tags, comments or TTL and keep theirs`,
    );
  }
  if (expiring > 0) {
    reporter.log(
      'info',
      `${expiring} child tables of ${database.target}.${table} have a TTL, which counts from now on`,
    );
  }
  return { rows: 0, tables };
}

function countDiffering(
  entries: readonly TableListEntry[],
  existing: ReadonlyMap<string, number> | undefined,
): number {
  return entries.filter(entry => {
    const there = existing?.get(entry.name);
    return there !== undefined && there !== tableDigest(entry);
  }).length;
}

async function createTables(
  { run, client, schema }: ApplyContext,
  parent: ChildTableParent,
  superTable: SuperTableSchema,
  tables: readonly TableListEntry[],
): Promise<void> {
  const { signal } = run;
  const bound: TableListEntry[] = [];
  for (const { sql } of createChildTableStatements(parent, tables, entry =>
    bound.push(entry),
  )) {
    await executeStatement(client, sql, { signal });
  }
  const { database } = parent;
  const { precision } = schema;
  await bindChildTables(client, { database, precision, superTable }, bound, {
    signal,
  });
}

async function checkTables(
  context: ApplyContext,
  superTable: SuperTableSchema,
  expected: ReadonlyMap<string, number>,
): Promise<void> {
  if (expected.size === 0) {
    return;
  }
  const found = await readDigests(context, superTable);
  const names: string[] = [];
  let wrong = 0;
  for (const [name, value] of expected) {
    if (found.get(name) !== value && wrong++ < NAMED) {
      names.push(`'${name}'`);
    }
  }
  if (wrong > 0) {
    throw new Error(
      `${wrong} child tables of '${context.database.target}.${
        superTable.name
      }' do not have the tags, comment and TTL of the backup: ${names.join(
        ', ',
      )}`,
    );
  }
}

/** What the target has of each child table, in short. */
function readDigests(
  { run, client, database }: ApplyContext,
  superTable: SuperTableSchema,
): Promise<NumbersByName> {
  return readTableDigests(
    client,
    {
      database: database.target,
      superTable: superTable.name,
      tags: superTable.tags.map(({ name }) => name),
    },
    { signal: run.signal },
  );
}

/** Drops chosen child tables unless an earlier attempt had done so: by now they may be the restored ones. */
async function dropChildrenOnce(
  { run, journal, client, database, unit }: ApplyContext,
  table: string,
  names: readonly string[],
): Promise<void> {
  if (await journal.hasDropped(unit.id, table)) {
    return;
  }
  for (let start = 0; start < names.length; start += DROPPED_AT_ONCE) {
    const list = names
      .slice(start, start + DROPPED_AT_ONCE)
      .map(name => `IF EXISTS ${qualifiedName(database.target, name)}`);
    await executeStatement(client, `DROP TABLE ${list.join(', ')}`, run);
  }
  await journal.append({
    kind: 'dropped-tables',
    unit: unit.id,
    database: database.target,
    table,
    children: names.length,
  });
}

async function* childTables(
  { run, contents, database }: ApplyContext,
  table: string,
  only: readonly string[] | undefined,
): AsyncGenerator<TableListEntry[]> {
  const wanted = only && new Set(only);
  for await (const entries of contents.childTables(
    database.database,
    table,
    run,
  )) {
    yield wanted ? entries.filter(({ name }) => wanted.has(name)) : entries;
  }
}

async function* batches(
  lists: AsyncIterable<TableListEntry[]>,
): AsyncGenerator<TableListEntry[]> {
  let batch: TableListEntry[] = [];
  for await (const entries of lists) {
    for (const entry of entries) {
      batch.push(entry);
      if (batch.length === TABLES_AT_ONCE) {
        yield batch;
        batch = [];
      }
    }
  }
  if (batch.length > 0) {
    yield batch;
  }
}
