import { VerificationReport } from 'backstage-plugin-tdengine-backup-common';
import { StoredBackup } from '../../database/backupRows';
import { BackupStore } from '../../database/BackupStore';
import { Settle } from '../../jobs/JobHandler';
import { archiveKey, FinishedSet } from './findPublished';
import { shareBytes } from './shareBytes';

/**
 * What a finished set means for the record of its backup.
 *
 * @param report - of the reading back, where there was one
 */
export function settleBackup(
  backups: BackupStore,
  backup: StoredBackup,
  { manifest, published }: FinishedSet,
  report: VerificationReport | undefined,
): Settle {
  const { prefix, archive } = published;
  return async tx => {
    await backups.markAvailable(
      backup.id,
      {
        rows: manifest.totals.rows,
        tables: manifest.totals.tables,
        rawBytes: manifest.totals.rawSize,
        sizeBytes: published.size,
        checksum: published.metadataSha256,
        sourceVersion: manifest.source.version,
        databases: manifest.databases,
        databaseBytes: shareBytes(manifest, published.size),
        limitations: manifest.limitations,
        verification: report ? 'verified' : 'unverified',
        copy: {
          location: archive ? archiveKey(prefix, archive.file) : prefix,
          sizeBytes: published.size,
          sha256: archive?.sha256,
        },
      },
      tx,
    );
    if (report) {
      await backups.addVerification(backup.id, report, tx);
    }
  };
}
