import {
  Backup,
  CreateRestoreRequest,
  PlanRestoreRequest,
  RestorePlan,
  RestoreSelection,
} from 'backstage-plugin-tdengine-backup-common';
import { chosenDatabases } from './chosenDatabases';
import { targetName } from './databaseNames';
import { Choices } from './wizardState';

/** The question for a plan that the choices come to. What nobody chose is left to the server. */
export function planRequest(
  backup: Backup,
  choices: Choices,
  selection: RestoreSelection | undefined,
): PlanRestoreRequest {
  const rename = chosenDatabases(choices.selection, backup.databases)
    .map(database => [database, targetName(choices.names, database)])
    .filter(([database, name]) => database !== name);
  const { from, to, vgroups, replica, keep } = choices;
  const { indexes, views, topics, streams } = choices;
  return {
    backupId: backup.id,
    instance: choices.instance,
    conflict: choices.conflict,
    ...(selection ? { selection } : {}),
    ...(rename.length > 0 ? { rename: Object.fromEntries(rename) } : {}),
    ...(from || to
      ? { timeRange: { ...(from ? { from } : {}), ...(to ? { to } : {}) } }
      : {}),
    ...(choices.batchSize ? { batchSize: choices.batchSize } : {}),
    options: {
      keep,
      ...(vgroups ? { vgroups } : {}),
      ...(replica ? { replica } : {}),
      ...definedOf({ indexes, views, topics, streams }),
    },
  };
}

/** The order to do what a plan says. */
export function restoreRequest(
  request: PlanRestoreRequest,
  plan: RestorePlan,
  confirmed: { confirmation: string; remark: string; idempotencyKey: string },
): CreateRestoreRequest {
  const remark = confirmed.remark.trim();
  return {
    ...request,
    planToken: plan.token,
    ...(plan.confirmation ? { confirmation: confirmed.confirmation } : {}),
    ...(remark ? { remark } : {}),
    idempotencyKey: confirmed.idempotencyKey,
  };
}

function definedOf<T extends object>(values: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined),
  ) as Partial<T>;
}
