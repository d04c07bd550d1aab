import { VerificationReport } from 'backstage-plugin-tdengine-backup-common';
import { Knex } from 'knex';

/**
 * The newest report of the copy on a target. Without one, the newest of those that each copy has, where one that found
 * damage comes before the others.
 */
export async function findBackupVerification(
  knex: Knex,
  backupId: string,
  target?: string,
): Promise<VerificationReport | undefined> {
  const rows: Array<{
    target: string | null;
    ok: boolean | number;
    report: string;
  }> = await knex('backup_verifications')
    .where({ backup_id: backupId, ...(target !== undefined && { target }) })
    .orderBy('created_at', 'desc')
    .select('target', 'ok', 'report');
  const newest = new Map<string | null, (typeof rows)[number]>();
  for (const row of rows) {
    if (!newest.has(row.target)) {
      newest.set(row.target, row);
    }
  }
  const reports = [...newest.values()];
  const chosen = reports.find(({ ok }) => !ok) ?? reports[0];
  return chosen && JSON.parse(chosen.report);
}
