import { readObjectNames } from '../catalog/readDatabaseObjects';
import { renameInStatement } from '../ddl/renameInStatement';
import { Applied, ApplyContext } from './ApplyContext';
import { referenceName } from './virtualReferences';

/**
 * Creates indexes, views, topics and streams again, databases renamed in their statements.
 *
 * @remarks
 *
 * What a server does not take, such as a view in an edition without views, or a stream where there is no snode, is named in
 * the log with the statement. It does not fail the restore: all rows are there.
 *
 * @internal
 */
export async function applyObjects(context: ApplyContext): Promise<Applied> {
  const { run, client, contents, plan, database } = context;
  const { signal, reporter } = run;
  const nameOf = referenceName(plan.databases);
  const wanted = new Set(
    database.objects.map(({ kind, name }) => `${kind} ${name}`),
  );
  const objects = await contents.objectsOf(database.database, { signal });
  const existing = await readObjectNames(client, database.target, { signal });
  for (const { kind, name, statement } of objects) {
    const what = `${kind} ${name}`;
    // An earlier attempt may have made it.
    if (!wanted.has(what) || existing.has(what)) {
      continue;
    }
    const sql = renameInStatement(statement, nameOf);
    try {
      await client.execute(sql, { database: database.target, signal });
      reporter.log('info', `Created ${kind} '${name}' of ${database.target}`);
    } catch (error) {
      signal.throwIfAborted();
      reporter.log(
        'warn',
        `Could not create ${kind} '${name}' of ${database.target}: ${
          (error as Error).message
        }. Its statement is: ${sql}`,
      );
    }
  }
  return { rows: 0, tables: 0 };
}
