import { randomUUID } from 'node:crypto';
import { VerificationReport } from 'backstage-plugin-tdengine-backup-common';
import { Knex } from 'knex';
import { BackupDamage } from '../../alerts/AlertFacts';

/** Older reports of a copy say nothing that the newest does not. */
const REPORTS_KEPT = 5;

/** Keeps a report of a verification. */
export async function addBackupVerification(
  tx: Knex.Transaction,
  backupId: string,
  report: VerificationReport,
): Promise<void> {
  const copy = { backup_id: backupId, target: report.target ?? null };
  await tx('backup_verifications').insert({
    ...copy,
    id: randomUUID(),
    created_at: new Date(),
    ok: report.ok,
    report: JSON.stringify(report),
  });
  const outdated = await tx('backup_verifications')
    .where(copy)
    .orderBy('created_at', 'desc')
    .offset(REPORTS_KEPT)
    .limit(100)
    .pluck('id');
  await tx('backup_verifications').whereIn('id', outdated).delete();
  if (!report.ok) {
    await tx('backups')
      .where({ id: backupId })
      .update({ damage: JSON.stringify(damageOf(report)) });
  }
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
