import { VerificationReport } from 'backstage-plugin-tdengine-backup-common';
import { StoredBackup } from '../../database/backupRows';
import { BackupStore, FailedCopy } from '../../database/BackupStore';
import { Settle } from '../../jobs/JobHandler';
import { madeCopy } from '../copies/madeCopy';
import { BackupPlace } from './BackupPlace';
import { describeOutcome } from './describeOutcome';
import { FinishedSet } from './findPublished';

/**
 * What finished sets mean for the record of their backup.
 *
 * @param made - by place, the nearest first; at least one
 * @param reports - of the reading back, by target, where there was one
 */
export function settleBackup(
  backups: BackupStore,
  backup: StoredBackup,
  made: ReadonlyMap<BackupPlace, FinishedSet>,
  failed: readonly FailedCopy[],
  reports: ReadonlyMap<string, VerificationReport>,
): Settle {
  const [{ manifest, published }] = made.values();
  const sets = [...made].map(([{ target }, set]) => ({
    name: target.name,
    published: set.published,
    report: reports.get(target.name),
  }));
  return async tx => {
    await backups.markAvailable(
      backup.id,
      describeOutcome(manifest, published, [
        ...sets.map(set =>
          madeCopy(set.name, set.published, {
            verified: set.report !== undefined,
          }),
        ),
        ...failed,
      ]),
      tx,
    );
    for (const { name, report } of sets) {
      if (report) {
        await backups.addVerification(
          backup.id,
          { ...report, target: name },
          tx,
        );
      }
    }
  };
}
