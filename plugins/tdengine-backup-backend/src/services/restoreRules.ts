import { ConflictError, InputError } from '@backstage/errors';
import { CreateRestoreRequest } from 'backstage-plugin-tdengine-backup-common';
import { RestorePlan } from 'backstage-plugin-tdengine-backup-node';
import { StoredRestore } from '../database/restoreRows';
import { MadePlan } from '../runs/restore/RestorePlanner';

/** The databases a plan writes into, as they are named at the target. */
export function targetDatabases(
  plan: RestorePlan,
  actions: ReadonlyArray<RestorePlan['objects'][number]['action']> = [
    'create',
    'merge',
    'replace',
  ],
): string[] {
  return [
    ...new Set(
      plan.objects
        .filter(object => actions.includes(object.action))
        .map(object => object.targetDatabase),
    ),
  ].sort();
}

/** Throws unless the request confirms this very plan, and all that it asks for. */
export function assertConfirmed(
  { plan, token }: MadePlan,
  request: CreateRestoreRequest,
): void {
  if (token !== request.planToken) {
    throw new ConflictError(
      'The plan no longer holds: the backup, the target or the request changed since it was made. Plan again and look at it',
    );
  }
  assertNotBlocked(plan);
  if (
    plan.confirmation !== undefined &&
    request.confirmation !== plan.confirmation
  ) {
    throw new InputError(
      `'confirmation' has to be '${plan.confirmation}': what exists there would be touched`,
    );
  }
}

/** Throws a ConflictError that says what is in the way. */
export function assertNotBlocked(plan: RestorePlan): void {
  if (plan.blockers.length > 0) {
    throw new ConflictError(
      `The restore cannot be done: ${plan.blockers.join('; ')}`,
    );
  }
}

/** Throws a ConflictError unless it ended without success. */
export function assertRetryable(restore: StoredRestore): void {
  if (restore.state !== 'failed' && restore.state !== 'cancelled') {
    throw new ConflictError(
      `Only a failed or cancelled restore can be tried again; ${restore.id} is ${restore.state}`,
    );
  }
}
