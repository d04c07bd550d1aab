import pLimit from 'p-limit';
import { findTable } from '../catalog/findTable';
import {
  createNormalTableStatement,
  createSuperTableStatement,
} from '../ddl/createTableStatement';
import { qualifiedName } from '../ddl/qualifiedName';
import { Applied, ApplyContext } from './ApplyContext';
import { executeStatement } from './executeStatement';

const CREATED_AT_ONCE = 3;

/**
 * Creates super tables and normal tables; removes first what is to be replaced.
 *
 * @internal
 */
export async function applySchema(context: ApplyContext): Promise<Applied> {
  const { run, journal, client, database, schema, unit } = context;
  const { target } = database;
  const { signal } = run;
  const repeated = await journal.start(unit.id);
  const options = { ifNotExists: repeated };
  const execute = (sql: string) => executeStatement(client, sql, { signal });
  const created = async (table: string) =>
    journal.append({
      kind: 'created-tables',
      unit: unit.id,
      database: target,
      table,
      tables: 1,
    });

  // One after another: each is a transaction of the whole cluster.
  for (const { name, action, only } of database.superTables) {
    if (action === 'replace' && !only) {
      await dropOnce(context, name, 'STABLE');
    }
    if (action === 'create' || (action === 'replace' && !only)) {
      const table = findTable(schema.superTables, name)!;
      await execute(createSuperTableStatement(target, table, options));
      await created(name);
    }
  }
  const limit = pLimit(CREATED_AT_ONCE);
  await Promise.all(
    database.normalTables.map(({ name, action }) =>
      limit(async () => {
        signal.throwIfAborted();
        if (action === 'merge') {
          return;
        }
        if (action === 'replace') {
          await dropOnce(context, name, 'TABLE');
        }
        const table = findTable(schema.normalTables, name)!;
        await execute(createNormalTableStatement(target, table, options));
        if (database.action === 'into') {
          await created(name);
        }
      }),
    ),
  );
  run.reporter.log(
    'info',
    `Definitions of ${target}: ${database.superTables.length} super tables, ${database.normalTables.length} normal tables`,
  );
  const tables = database.normalTables.length;
  run.reporter.advance({ tables });
  return { rows: 0, tables };
}

/** Drops a table unless an earlier attempt had done so: by now it may be the restored one. */
async function dropOnce(
  { run, journal, client, database, unit }: ApplyContext,
  table: string,
  kind: 'STABLE' | 'TABLE',
): Promise<void> {
  if (!(await journal.hasDropped(unit.id, table))) {
    const name = qualifiedName(database.target, table);
    await executeStatement(client, `DROP ${kind} IF EXISTS ${name}`, run);
    await journal.append({
      kind: 'dropped-tables',
      unit: unit.id,
      database: database.target,
      table,
    });
  }
}
