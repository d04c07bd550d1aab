import { ObjectKind } from '../catalog/ObjectDefinition';
import { readObjectNames } from '../catalog/readDatabaseObjects';
import { DatabaseQuestion } from './DatabaseQuestion';
import { PlanDraft } from './PlanDraft';
import { RestoreDatabase } from './RestoreState';
import { TdengineRestoreOptions } from './RestoreSelection';

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
 * Decides on indexes, views, topics and streams of a database that comes back as a whole. What exists stays as it is.
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
  const existing = await readObjectNames(client, target, { signal });
  for (const { kind, name, byHand } of objects) {
    const owner = existing.get(`${kind} ${name}`);
    const goes = owner === target && database.action === 'replace';
    const wanted = SWITCHES[kind];
    let left: string | undefined;
    if (byHand || !wanted) {
      left = 'to be created by hand';
    } else if (!options[wanted]) {
      left = `left out unless options.${wanted} is set`;
    } else if (owner !== undefined && !goes) {
      left = 'it exists and stays as it is';
    } else {
      database.objects.push({ kind, name });
    }
    draft.add({
      kind: 'other',
      database: selected.schema.database,
      name,
      targetDatabase: target,
      action: left === undefined ? 'create' : 'skip',
      tableCount: 0,
      rowCount: 0,
      notes: [kind, ...(left === undefined ? [] : [left])],
    });
  }
}
