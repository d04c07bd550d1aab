import { TDengineClient } from 'tdengine-client';
import { readDatabases } from '../catalog/readDatabases';
import { ObjectStatement } from '../ddl/ObjectStatement';
import { renameInStatement } from '../ddl/renameInStatement';
import { hasBacktickInName } from '../ddl/sqlTokens';
import { SYSTEM_DATABASES } from '../scope';
import { BackupContents } from './BackupContents';
import { PlanDraft } from './PlanDraft';
import { RestoreDatabase } from './RestoreState';
import { referenceName } from './virtualReferences';
import { writtenDatabases } from './writtenDatabases';

/**
 * Gives the statements of objects the names at the target, and leaves out, and says so, those that name a database which is
 * not restored with them, or anything with a backtick in its name.
 *
 * @internal
 */
export async function checkObjects(
  client: TDengineClient,
  contents: BackupContents,
  databases: readonly RestoreDatabase[],
  draft: PlanDraft,
  options: { signal: AbortSignal },
): Promise<void> {
  if (databases.every(({ objects }) => objects.length === 0)) {
    return;
  }
  const nameOf = referenceName(databases);
  const written = writtenDatabases(draft, databases);
  const others = [
    ...SYSTEM_DATABASES,
    ...contents.schemas.map(({ database }) => database),
    ...(await readDatabases(client, options)).map(({ name }) => name),
  ];
  const keyOf = (...key: [target: string, kind: string, name?: string]) =>
    JSON.stringify(key);
  const created = new Map(
    draft.objects
      .filter(({ kind, action }) => kind === 'other' && action === 'create')
      .map(object => [
        keyOf(object.targetDatabase, object.notes[0], object.name),
        object,
      ]),
  );
  for (const database of databases) {
    const allowed = new Set([...written, database.database]);
    database.objects = database.objects.flatMap(object => {
      const { kind, name } = object;
      const parsed = ObjectStatement.parse(object, database.database);
      const other = parsed.otherDatabase({ allowed, others });
      const statement =
        other === undefined
          ? renameInStatement(object.statement, nameOf)
          : object.statement;
      const shown = created.get(keyOf(database.target, kind, name))!;
      shown.statement = statement;
      const what = `${kind[0].toUpperCase()}${kind.slice(1)} '${name}' of '${
        database.target
      }'`;
      const leaveOut = (note: string, because: string) => {
        shown.action = 'skip';
        shown.notes.push(note);
        draft.warnings.push(`${what} ${because}, and is left out`);
        return [];
      };
      if (other !== undefined) {
        return leaveOut(
          `it names '${other}', which is not restored with it`,
          `names '${other}', which is not a database that is restored with it`,
        );
      }
      if (hasBacktickInName(statement)) {
        return leaveOut(
          'it has a name with a backtick, which TDengine may read as something else: to be created by hand',
          'has a name with a backtick, which TDengine may read as something else',
        );
      }
      if (parsed.notifies) {
        draft.warnings.push(
          `${what} sends what it computes to the addresses in its statement`,
        );
      }
      return [{ kind, name, statement }];
    });
  }
}
