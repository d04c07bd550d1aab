import { VerificationReport } from 'backstage-plugin-tdengine-backup-common';
import { summarizeProblems } from 'backstage-plugin-tdengine-backup-node';
import { Knex } from 'knex';
import { RepairConfig } from '../../config/EngineConfig';
import { BackupStore } from '../../database/BackupStore';
import { CopyKey, CopyStore } from '../../database/CopyStore';
import { nextRepairAt } from '../copies/nextRepairAt';

/**
 * Keeps the report of a copy and what it means: one whose files are damaged is made again out of a good one, and is no
 * good one until then, or until a later verification finds it in order.
 */
export async function recordReport(
  stores: { backups: BackupStore; copies: CopyStore; repair: RepairConfig },
  key: CopyKey,
  report: VerificationReport,
  tx: Knex.Transaction,
): Promise<void> {
  const { backups, copies, repair } = stores;
  const { backupId, target } = key;
  await backups.addVerification(backupId, { ...report, target }, tx);
  if (report.ok) {
    await copies.markVerified(key, tx);
    return;
  }
  const isMissing = report.problems.every(
    ({ problem }) => problem === 'missing',
  );
  await copies.markSpoiled(
    key,
    {
      state: isMissing && report.checkedFiles === 0 ? 'missing' : 'corrupted',
      error: summarizeProblems('The verification failed', report),
      // It is known to be damaged, and nothing has to be waited for.
      nextRepairAt: nextRepairAt(repair, 0) && new Date(),
    },
    tx,
  );
}
