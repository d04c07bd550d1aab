import {
  AuthService,
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { isFinalJobState } from 'backstage-plugin-tdengine-backup-common';
import { TdengineBackupService } from 'backstage-plugin-tdengine-backup-node';
import { isConflict } from './isConflict';
import { waitForJob } from './waitForJob';

/**
 * Puts a verification in the queue, or takes the one that runs: a step may be run twice, and its verification may run then.
 * Returns the id of the job.
 *
 * Nobody knows whether a running one compares with the source, so a deep one is begun when it has ended, where there is
 * time to wait for that.
 */
export async function beginVerification(options: {
  backupId: string;
  deep: boolean;
  wait: boolean;
  initiator: BackstageCredentials;
  auth: AuthService;
  backups: TdengineBackupService;
  logger: LoggerService;
  timeoutMs: number;
  pollIntervalMs: number;
  signal?: AbortSignal;
}): Promise<string> {
  const { backupId, deep, wait, backups, logger, signal } = options;
  const call = { credentials: options.initiator, signal };
  const begin = async () => {
    const backup = await backups.verifyBackup(backupId, { deep }, call);
    if (backup.verifyJobId === undefined) {
      throw new Error(`The verification of backup ${backupId} has no job`);
    }
    return backup.verifyJobId;
  };
  try {
    return await begin();
  } catch (error) {
    const running = isConflict(error) ? await findRunning() : undefined;
    if (running === undefined || (deep && !wait)) {
      throw error;
    }
    if (!deep) {
      logger.info(
        `The backup is being verified already; the job ${running} is taken`,
      );
      return running;
    }
    logger.info(
      `The backup is being verified already, by job ${running}; it is compared with the source after that`,
    );
    await waitForJob({ ...options, jobId: running });
    return begin();
  }

  async function findRunning(): Promise<string | undefined> {
    const { verifyJobId } = await backups.getBackup(backupId, call);
    if (verifyJobId === undefined) {
      return undefined;
    }
    const job = await backups.getJob(verifyJobId, call);
    return isFinalJobState(job.state) ? undefined : job.id;
  }
}
