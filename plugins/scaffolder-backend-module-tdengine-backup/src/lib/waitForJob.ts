import {
  AuthService,
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import { isFinalJobState, Job } from 'backstage-plugin-tdengine-backup-common';
import { TdengineBackupService } from 'backstage-plugin-tdengine-backup-node';
import { setTimeout as sleep } from 'node:timers/promises';
import { describeProgress } from './describeProgress';

/** Longer ones are no use to anybody, and timers cannot count very far. */
const LONGEST_POLL_INTERVAL_MS = 3_600_000;

const NOUNS: Record<Job['type'], string> = {
  backup: 'backup',
  restore: 'restore',
  verify: 'verification',
  repair: 'repair',
  delete: 'deletion',
  rewrap: 'change of key',
  rescan: 'search for backups',
};

/**
 * Waits until a job has ended, however long after the caller's token has expired: the caller is asked for once, in the
 * beginning, and the scaffolder's own credentials do for the rest.
 *
 * Throws with the job's error where it did not succeed, and when the time is over or the signal fires; the job itself
 * goes on then.
 */
export async function waitForJob(options: {
  jobId: string;
  initiator: BackstageCredentials;
  auth: AuthService;
  backups: TdengineBackupService;
  logger: LoggerService;
  timeoutMs: number;
  pollIntervalMs: number;
  signal?: AbortSignal;
}): Promise<Job> {
  const { auth, backups, jobId, logger, signal, timeoutMs } = options;
  const pollIntervalMs = Math.min(
    options.pollIntervalMs,
    LONGEST_POLL_INTERVAL_MS,
  );
  const deadline = Date.now() + timeoutMs;

  let job = await backups.getJob(jobId, {
    credentials: options.initiator,
    signal,
  });
  let lastLine: string | undefined;

  while (!isFinalJobState(job.state)) {
    const line = job.progress ? describeProgress(job.progress) : job.state;
    if (line !== lastLine) {
      logger.info(`Job ${jobId}: ${line}`);
      lastLine = line;
    }
    const left = deadline - Date.now();
    if (left <= 0) {
      throw new Error(
        `The ${
          NOUNS[job.type]
        } has not ended in the time given; its job ${jobId} goes on`,
      );
    }
    await sleep(Math.min(pollIntervalMs, left), undefined, { signal });
    job = await poll(job);
  }

  if (job.state !== 'succeeded') {
    throw new Error(`${describeEnd(job)} (job ${jobId})`);
  }
  logger.info(`Job ${jobId}: succeeded`);
  return job;

  async function poll(known: Job): Promise<Job> {
    try {
      return await backups.getJob(jobId, {
        credentials: await auth.getOwnServiceCredentials(),
        signal,
      });
    } catch (error) {
      if (signal?.aborted || !isTransient(error)) {
        throw error;
      }
      // A backend that restarts is no reason to give up: its jobs survive it.
      logger.warn(`Job ${jobId} cannot be asked for now: ${error}`);
      return known;
    }
  }
}

function isTransient(error: unknown): boolean {
  const statusCode = isError(error) ? error.statusCode : undefined;
  return typeof statusCode !== 'number' || statusCode >= 500;
}

function describeEnd({ type, state, error }: Job): string {
  const how = state === 'cancelled' ? 'was cancelled' : state.replace('-', ' ');
  const what = `The ${NOUNS[type]} ${how}`;
  if (!error) {
    return what;
  }
  // Some errors say so themselves.
  return error.startsWith(`${what}:`) ? error : `${what}: ${error}`;
}
