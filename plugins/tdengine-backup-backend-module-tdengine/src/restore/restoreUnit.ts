import { InputError } from '@backstage/errors';
import {
  BackupSetReader,
  inStage,
  RestoreCheckResult,
  RestorePlan,
  RestoreUnit,
  RunContext,
} from 'backstage-plugin-tdengine-backup-node';
import { TDengineClient } from 'tdengine-client';
import { InstanceLoad } from '../instances/InstanceLoad';
import { Applied, ApplyContext } from './ApplyContext';
import { applyDatabase } from './applyDatabase';
import { applyObjects } from './applyObjects';
import { applyRows } from './applyRows';
import { applySchema } from './applySchema';
import { applyTables } from './applyTables';
import { applyVirtual } from './applyVirtual';
import { BackupContents } from './BackupContents';
import { checkCounts } from './checkCounts';
import { checkDecimals } from './checkDecimals';
import { checkKeys } from './checkKeys';
import { RestoreJournal } from './RestoreJournal';
import { parsePlanState, parseRestoreUnitState } from './RestoreState';

interface Work {
  run: RunContext;
  client: TDengineClient;
  load: InstanceLoad;
  set: BackupSetReader;
  plan: RestorePlan;
  unit: RestoreUnit;
}

/**
 * Does one unit of a restore.
 *
 * @internal
 */
export async function applyUnit(work: Work): Promise<Applied> {
  const state = parseRestoreUnitState(work.unit.state);
  const context = await contextOf(work, state.target);
  switch (state.type) {
    case 'database':
      return inStage('create', () => applyDatabase(context));
    case 'schema':
      return inStage('create', () => applySchema(context));
    case 'tables':
      return inStage('create', () => applyTables(context, state.table));
    case 'rows': {
      const applied = await applyRows(context, state.table);
      await checkDecimals(context, state.table);
      return applied;
    }
    case 'virtual':
      return applyVirtual(context);
    case 'objects':
      return applyObjects(context);
    default:
      throw new InputError(`Unit '${work.unit.id}' is to be checked, not done`);
  }
}

/**
 * Checks one table, or a part of it, after a restore.
 *
 * @internal
 */
export async function checkUnit(work: Work): Promise<RestoreCheckResult> {
  const state = parseRestoreUnitState(work.unit.state);
  if (state.type !== 'check') {
    throw new InputError(`Unit '${work.unit.id}' is to be done, not checked`);
  }
  const context = await contextOf(work, state.target);
  return inStage('count', () =>
    state.method === 'counts'
      ? checkCounts(context, state.table)
      : checkKeys(context, state.table),
  );
}

async function contextOf(work: Work, target: string): Promise<ApplyContext> {
  const { run, client, load, set, unit } = work;
  const plan = parsePlanState(work.plan.state);
  const database = plan.databases.find(item => item.target === target);
  if (!database) {
    throw new InputError(`Unit '${unit.id}' does not belong to the plan`);
  }
  const contents = await BackupContents.open(set, run);
  return {
    run,
    journal: RestoreJournal.create(run.journal),
    client,
    load,
    contents,
    plan,
    unit,
    database,
    schema: contents.schemaOf(database.database),
  };
}
