import {
  RestorePlanObject,
  RestoreRequest,
} from 'backstage-plugin-tdengine-backup-node';
import { InputError } from '@backstage/errors';
import { doubtfulTables } from '../backup/doubtfulDecimals';
import { PlanDraft } from './PlanDraft';
import { applyKeep } from './applyKeep';
import { checkReplicas } from './checkReplicas';
import { countSelected, countTable } from './countSelected';
import { DatabaseQuestion } from './DatabaseQuestion';
import {
  decideNormalTable,
  decideSuperTable,
  decideVirtualTable,
  TableDecision,
  TableQuestion,
  toTableAction,
} from './planTables';
import { planObjects } from './planObjects';
import { RestoreDatabase } from './RestoreState';
import { SelectedContents } from './selectContents';
import { TargetDatabase } from './TargetDatabase';
import { parseInstant, TimeWindow } from './TimeWindow';

const READ_BACK =
  'it has DECIMAL and BLOB columns together, which TDengine 3.3.7 may store wrong: its rows are read back';

/**
 * Decides on one database and its tables.
 *
 * @internal
 */
export async function planDatabase(
  draft: PlanDraft,
  question: DatabaseQuestion,
): Promise<RestoreDatabase> {
  const { client, selected, target, request, options, signal } = question;
  const { schema } = selected;
  const existing = await TargetDatabase.find(client, target, { signal });
  const action = databaseAction(existing, selected, request);
  const database: RestoreDatabase = {
    database: schema.database,
    target,
    action,
    overrides: {
      ...(options.vgroups !== undefined && { vgroups: options.vgroups }),
      ...(options.replica !== undefined && { replica: options.replica }),
    },
    window: windowOf(request, schema.precision),
    superTables: [],
    normalTables: [],
    virtualTables: [],
    objects: [],
  };
  const object = await databaseObject(question, existing, action);
  draft.add(object);
  if (object.action === 'conflict') {
    // What its tables would do does not matter then.
    return database;
  }
  if (action === 'replace') {
    const topics = await existing!.topics();
    if (topics.length > 0) {
      draft.warnings.push(
        `Dropping database '${target}' drops its topics too: ${topics.join(
          ', ',
        )}`,
      );
    }
  }
  if (action !== 'into') {
    const tooFew = await checkReplicas(client, selected, database, { signal });
    draft.blockers.push(...(tooFew === undefined ? [] : [tooFew]));
  }
  // Where the database is made anew nothing can be in the way.
  const kept = action === 'into' ? existing : undefined;
  await planTables(draft, question, kept, database);
  await applyKeep(draft, question, kept, database);
  await planObjects(draft, question, database);
  return database;
}

function databaseAction(
  existing: TargetDatabase | undefined,
  selected: SelectedContents,
  request: RestoreRequest,
): RestoreDatabase['action'] {
  if (!existing) {
    return 'create';
  }
  return request.conflict === 'replace' && selected.whole ? 'replace' : 'into';
}

function windowOf(
  { timeRange }: RestoreRequest,
  precision: RestoreDatabaseSchema['precision'],
): RestoreDatabase['window'] {
  const instant = (field: 'from' | 'to') =>
    timeRange?.[field] === undefined
      ? undefined
      : parseInstant(timeRange[field], precision, `timeRange.${field}`);
  const from = instant('from');
  const to = instant('to');
  if (from !== undefined && to !== undefined && from >= to) {
    throw new InputError('timeRange.to has to be later than timeRange.from');
  }
  return {
    ...(from !== undefined && { from: from.toString() }),
    ...(to !== undefined && { to: to.toString() }),
  };
}

type RestoreDatabaseSchema = SelectedContents['schema'];

async function databaseObject(
  question: DatabaseQuestion,
  existing: TargetDatabase | undefined,
  action: RestoreDatabase['action'],
): Promise<RestorePlanObject> {
  const { selected, target, request } = question;
  const { schema } = selected;
  const limited = request.timeRange
    ? ['at most this many rows, without those outside the time range']
    : [];
  const object: RestorePlanObject = {
    kind: 'database',
    database: schema.database,
    targetDatabase: target,
    action: 'create',
    ...(await countSelected(question)),
    notes: limited,
  };
  if (!existing) {
    return object;
  }
  if (action === 'replace') {
    const removed = await existing.existing();
    return {
      ...object,
      action: 'replace',
      notes: [
        `it exists with ${removed.tables} tables and ${removed.rows} rows, which are removed with it first`,
        ...limited,
      ],
      existing: removed,
    };
  }
  if (existing.info.precision !== schema.precision) {
    return {
      ...object,
      action: 'conflict',
      notes: [
        `it exists with precision ${existing.info.precision}, the backup has ${schema.precision}; restore under another name`,
      ],
    };
  }
  if (request.conflict === 'refuse' && selected.whole) {
    return {
      ...object,
      action: 'conflict',
      notes: [
        'it exists; restore under another name, or choose to merge or to replace',
      ],
    };
  }
  const notes = ['it exists and keeps its options', ...limited];
  return request.conflict === 'merge'
    ? { ...object, action: 'merge', notes }
    : { ...object, action: 'skip', notes };
}

async function planTables(
  draft: PlanDraft,
  question: DatabaseQuestion,
  existing: TargetDatabase | undefined,
  database: RestoreDatabase,
): Promise<void> {
  const { contents, client, selected, target, request, signal } = question;
  const { schema } = selected;
  const questionOf = (name: string): TableQuestion => ({
    contents,
    client,
    database: schema.database,
    name,
    target: existing,
    conflict: request.conflict,
    signal,
  });
  const limited = TimeWindow.create(database.window).isOpen
    ? []
    : ['rows outside the time range are left out'];
  const doubtful = new Set(doubtfulTables(schema));
  const record = async (
    kind: RestorePlanObject['kind'],
    name: string,
    decision: TableDecision,
    only?: readonly string[],
  ) => {
    const { rows } = contents.filesOf(schema.database, name);
    draft.add({
      kind,
      database: schema.database,
      name,
      targetDatabase: target,
      action: decision.action,
      ...(await countTable(question, name, only)),
      notes: [
        ...decision.notes,
        ...(rows.length > 0 ? limited : []),
        ...(doubtful.has(name) ? [READ_BACK] : []),
      ],
      ...(decision.existing && { existing: decision.existing }),
    });
    return toTableAction(decision);
  };
  for (const [name, only] of selected.superTables) {
    const decision = await decideSuperTable(questionOf(name), only);
    const action = await record('superTable', name, decision, only);
    if (action) {
      database.superTables.push({ name, action, ...(only && { only }) });
    }
  }
  for (const name of selected.normalTables) {
    const decision = await decideNormalTable(questionOf(name));
    const action = await record('normalTable', name, decision);
    if (action) {
      database.normalTables.push({ name, action });
    }
  }
  for (const name of selected.virtualTables) {
    const decision = await decideVirtualTable(questionOf(name));
    const action = await record('virtualTable', name, decision);
    if (action) {
      database.virtualTables.push({ name, action });
    }
  }
}
