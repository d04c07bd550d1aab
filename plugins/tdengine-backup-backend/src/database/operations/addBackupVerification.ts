import { randomUUID } from 'node:crypto';
import { VerificationReport } from 'backstage-plugin-tdengine-backup-common';
import { summarizeProblems } from 'backstage-plugin-tdengine-backup-node';
import { Knex } from 'knex';
import { BackupDamage } from '../../alerts/AlertFacts';

/** Older reports say nothing that the newest does not. */
const REPORTS_KEPT = 5;

/**
 * Keeps a report of a verification, and what it means for the backup: one whose files are damaged is corrupted, until a
 * later verification finds them in order.
 */
export async function addBackupVerification(
  tx: Knex.Transaction,
  backupId: string,
  report: VerificationReport,
): Promise<void> {
  const now = new Date();
  const error = report.ok
    ? null
    : summarizeProblems('The verification failed', report);
  await tx('backup_verifications').insert({
    id: randomUUID(),
    backup_id: backupId,
    created_at: now,
    ok: report.ok,
    report: JSON.stringify(report),
  });
  const outdated = await tx('backup_verifications')
    .where({ backup_id: backupId })
    .orderBy('created_at', 'desc')
    .offset(REPORTS_KEPT)
    .limit(100)
    .pluck('id');
  await tx('backup_verifications').whereIn('id', outdated).delete();

  await tx('backups')
    .where({ id: backupId })
    .update({
      verification: report.ok ? 'verified' : 'failed',
      damage: report.ok ? null : JSON.stringify(damageOf(report)),
      verified_at: now,
      updated_at: now,
    });
  await tx('backups')
    .where({ id: backupId, state: report.ok ? 'corrupted' : 'available' })
    .update({
      state: report.ok ? 'available' : 'corrupted',
      error,
    });
  await tx('backup_copies').where({ backup_id: backupId }).update({
    verified_at: now,
    error,
  });
}

function damageOf({
  problems,
  problemCount = problems.length,
}: VerificationReport): BackupDamage {
  const [first] = problems;
  return {
    ...(first && { problem: first.problem, path: first.path }),
    problems: problemCount,
  };
}
