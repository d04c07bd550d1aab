import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Job } from 'backstage-plugin-tdengine-backup-common';
import { TdengineBackupService } from 'backstage-plugin-tdengine-backup-node';

/**
 * What a job has brought about, in numbers.
 */
export interface JobOutcome {
  rows?: number;
  tables?: number;
  /** Bytes as stored, of a backup. */
  sizeBytes?: number;
  /** Bytes before compression, of a backup. */
  rawBytes?: number;
  /** Of a backup: `verified` once its files were read back and found right. */
  verification?: string;
}

export async function readOutcome(
  backups: TdengineBackupService,
  job: Job,
  credentials: BackstageCredentials,
): Promise<JobOutcome> {
  switch (job.type) {
    case 'backup':
    case 'verify': {
      const { rows, tables, sizeBytes, rawBytes, verification } =
        await backups.getBackup(job.subjectId, { credentials });
      return { rows, tables, sizeBytes, rawBytes, verification };
    }
    case 'restore': {
      const { rows, tables } = await backups.getRestore(job.subjectId, {
        credentials,
      });
      return { rows, tables };
    }
    default:
      return {};
  }
}
