import { NotAllowedError } from '@backstage/errors';
import {
  PlanRestoreRequest,
  tdengineRestoreExecutePermission,
} from 'backstage-plugin-tdengine-backup-common';
import { RecordDecision } from '../permissions/RecordAuthorizer';
import { ProtectedRecord } from '../permissions/resourceRefs';

/** Where a restore writes. */
export interface RestoreDestination {
  instance: string;
  /** As they are named there. */
  databases: readonly string[];
}

/** The databases that a restore would write into, those that it names wrongly included. */
export function destinationDatabases(
  { selection, rename = {} }: PlanRestoreRequest,
  backup: Pick<ProtectedRecord, 'databases'>,
): string[] {
  const chosen = selection
    ? [
        ...(selection.databases ?? []),
        ...(selection.tables ?? []).map(({ database }) => database),
      ]
    : backup.databases;
  const names = new Map(Object.entries(rename));
  return [
    ...new Set([
      ...chosen.map(name => names.get(name) ?? name),
      ...names.values(),
    ]),
  ];
}

/**
 * Throws a NotAllowedError that names the first database into which the backup may not be restored. Each is looked at as
 * if the backup were of it alone.
 */
export function requireDestination(
  execute: RecordDecision,
  backup: ProtectedRecord,
  { instance, databases }: RestoreDestination,
): void {
  const { ownerRef, createdBy } = backup;
  const isAllowed = (into: string[]) =>
    execute.isAllowed({ ownerRef, createdBy, instance, databases: into });
  const refused = databases.find(database => !isAllowed([database]));
  if (refused !== undefined || (databases.length === 0 && !isAllowed([]))) {
    throw new NotAllowedError(
      `The permission '${
        tdengineRestoreExecutePermission.name
      }' is missing for ${
        refused === undefined ? '' : `database '${refused}' of `
      }instance '${instance}'`,
    );
  }
}
