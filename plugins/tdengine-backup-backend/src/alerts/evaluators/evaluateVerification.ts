import { AlertFacts } from '../AlertFacts';
import { Finding } from '../Finding';

/** A backup that was good is damaged. */
export function evaluateVerification({
  damaged,
}: Pick<AlertFacts, 'damaged'>): Finding[] {
  return damaged.map(backup => ({
    key: `verification:${backup.id}`,
    kind: 'verification' as const,
    level: 'error' as const,
    backupId: backup.id,
    policyId: backup.policyId,
    ownerRef: backup.ownerRef,
    message: `Backup '${backup.name}' is damaged: ${
      backup.error ?? 'its verification failed'
    }`,
    details: {
      backupName: backup.name,
      ...(backup.verifiedAt && {
        verifiedAt: backup.verifiedAt.toISOString(),
      }),
      ...backup.damage,
    },
  }));
}
