import { readDatabases } from '../catalog/readDatabases';
import { readObjectNames } from '../catalog/readDatabaseObjects';
import { ObjectStatement } from '../ddl/ObjectStatement';
import { hasBacktickInName } from '../ddl/sqlTokens';
import { SYSTEM_DATABASES } from '../scope';
import { Applied, ApplyContext } from './ApplyContext';

/**
 * Creates indexes, views, topics and streams again, by the statements of the plan and no others.
 *
 * @remarks
 *
 * What a server does not take, such as a view in an edition without views, or a stream where there is no snode, is named in
 * the log with the statement. It does not fail the restore: all rows are there.
 *
 * @throws DamagedBackupError where a statement does not create what it is there for
 * @internal
 */
export async function applyObjects(context: ApplyContext): Promise<Applied> {
  const { run, client, plan, database } = context;
  const { signal, reporter } = run;
  const { target } = database;
  const existing = await readObjectNames(client, target, { signal });
  // Rows may have been written for hours, and what was an alias may be a database since.
  const others = await readDatabases(client, { signal });
  const known = {
    allowed: new Set(plan.databases.map(item => item.target)),
    others: [...SYSTEM_DATABASES, ...others.map(({ name }) => name)],
  };
  for (const object of database.objects) {
    const { kind, name, statement } = object;
    // An earlier attempt may have made it.
    if (existing.has(`${kind} ${name}`)) {
      continue;
    }
    const other = ObjectStatement.parse(object, target).otherDatabase(known);
    try {
      if (other !== undefined) {
        throw new Error(`Database '${other}' is not part of the restore`);
      }
      if (hasBacktickInName(statement)) {
        throw new Error('It has a name with a backtick');
      }
      await client.execute(statement, { database: target, signal });
      reporter.log('info', `Created ${kind} '${name}' of ${target}`);
    } catch (error) {
      signal.throwIfAborted();
      reporter.log(
        'warn',
        `Could not create ${kind} '${name}' of ${target}: ${
          (error as Error).message
        }. Its statement is: ${statement}`,
      );
    }
  }
  return { rows: 0, tables: 0 };
}
