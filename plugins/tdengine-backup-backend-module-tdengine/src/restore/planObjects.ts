import {
  DamagedBackupError,
  RestorePlanObject,
} from 'backstage-plugin-tdengine-backup-node';
import { ObjectDefinition, ObjectKind } from '../catalog/ObjectDefinition';
import { readObjectNames } from '../catalog/readDatabaseObjects';
import { ObjectStatement } from '../ddl/ObjectStatement';
import { DatabaseQuestion } from './DatabaseQuestion';
import { PlanDraft } from './PlanDraft';
import { RestoreDatabase } from './RestoreState';
import { TdengineRestoreOptions } from './RestoreSelection';

/** As much of a statement that is not run. */
const SHOWN = 2048;

type Switch = keyof Pick<
  TdengineRestoreOptions,
  'indexes' | 'views' | 'topics' | 'streams'
>;

const SWITCHES: Readonly<Partial<Record<ObjectKind, Switch>>> = {
  index: 'indexes',
  tsma: 'indexes',
  view: 'views',
  topic: 'topics',
  stream: 'streams',
};

/**
 * Decides on indexes, views, topics and streams of a database that comes back as a whole. What exists stays as it is, and
 * a statement that does not create what it should keeps the restore from being executed, and so do more statements than a plan can show.
 *
 * @internal
 */
export async function planObjects(
  draft: PlanDraft,
  question: DatabaseQuestion,
  database: RestoreDatabase,
): Promise<void> {
  const { contents, client, selected, target, options, signal } = question;
  const objects = selected.whole
    ? await contents.objectsOf(selected.schema.database, { signal })
    : [];
  if (objects.length === 0) {
    return;
  }
  if (!draft.hasRoomFor(objects.map(({ statement }) => statement))) {
    leaveOut(objects, draft, question);
    return;
  }
  const existing = await readObjectNames(client, target, { signal });
  const seen = new Set<string>();
  for (const object of objects) {
    const { kind, name, statement, byHand } = object;
    const owner = existing.get(`${kind} ${name}`);
    const goes = owner === target && database.action === 'replace';
    const wanted = SWITCHES[kind];
    let action: RestorePlanObject['action'] = 'skip';
    let note: string | undefined;
    if (byHand || !wanted) {
      note = 'to be created by hand';
    } else if (!options[wanted]) {
      note = `left out unless options.${wanted} is set`;
    } else if (owner !== undefined && !goes) {
      note = 'it exists and stays as it is';
    } else if (seen.has(`${kind} ${name}`)) {
      action = 'conflict';
      note = `the backup has two of that name; ${without(wanted)}`;
    } else if (!createsIt(object, selected.schema.database)) {
      action = 'conflict';
      note = `its statement in the backup is not one that creates it: it was damaged or forged, and is not run; ${without(
        wanted,
      )}`;
    } else {
      action = 'create';
      database.objects.push({ kind, name, statement });
    }
    seen.add(`${kind} ${name}`);
    draft.add({
      kind: 'other',
      database: selected.schema.database,
      name,
      targetDatabase: target,
      action,
      tableCount: 0,
      rowCount: 0,
      notes: [kind, ...(note === undefined ? [] : [note])],
      ...(action === 'create' && { statement }),
      ...(action === 'conflict' && { statement: statement.slice(0, SHOWN) }),
    });
  }
}

function leaveOut(
  objects: readonly ObjectDefinition[],
  draft: PlanDraft,
  { target, options }: DatabaseQuestion,
): void {
  const switches = new Set(objects.map(({ kind }) => SWITCHES[kind]));
  const wanted = [...switches].filter(
    (name): name is Switch => name !== undefined && options[name],
  );
  const many = `The ${objects.length} indexes, views, topics, streams and the like of '${target}' are more than a plan can show`;
  if (wanted.length > 0) {
    draft.blockers.push(`${many}; ${wanted.map(without).join(', and ')}`);
  } else {
    draft.warnings.push(`${many}, and are left out`);
  }
}

function createsIt(object: ObjectDefinition, database: string): boolean {
  try {
    ObjectStatement.parse(object, database);
    return true;
  } catch (error) {
    if (error instanceof DamagedBackupError) {
      return false;
    }
    throw error;
  }
}

function without(option: Switch): string {
  return `to restore without such objects, set options.${option} to false`;
}
