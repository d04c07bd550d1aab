import { AlertFacts } from '../AlertFacts';
import { Finding } from '../Finding';

/** A copy could not be made again, and nobody tries any more; until it is good. */
export function evaluateRepair({
  lostCopies,
}: Pick<AlertFacts, 'lostCopies'>): Finding[] {
  return lostCopies.map(
    ({ backupId, backupName, target, ownerRef, policyId, error }) => ({
      key: `repair:${backupId}:${target}`,
      kind: 'repair' as const,
      level: 'warning' as const,
      backupId,
      policyId,
      ownerRef,
      target,
      message: `The copy of backup '${backupName}' on target '${target}' could not be repaired and is not tried any more: ${
        error ?? 'the reason is not known'
      }`,
      details: { backupName, target, ...(error !== undefined && { error }) },
    }),
  );
}
