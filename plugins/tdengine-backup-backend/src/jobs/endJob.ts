import { setTimeout as sleep } from 'node:timers/promises';
import { JobStore } from '../database/JobStore';
import { LeaseLostError } from './errors';
import { JobFailure, Settle } from './JobHandler';
import { Lease } from './Lease';

const TRIES = 5;

/** How a job ended. */
export type JobEnd =
  | { state: 'succeeded'; error?: undefined }
  | { state: 'partially-failed'; error: string }
  | JobFailure;

/**
 * Ends a job and writes what became of it into its record, both or neither. Tried a few times: hours of work must not
 * be lost to a database that restarts.
 */
export async function endJob(
  jobs: JobStore,
  lease: Lease,
  end: JobEnd,
  settle: Settle,
): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await jobs.withLease(lease, async tx => {
        await settle(tx);
        await jobs.finish(
          lease.jobId,
          { state: end.state, error: end.error },
          tx,
        );
      });
      return;
    } catch (error) {
      if (error instanceof LeaseLostError || tries === TRIES) {
        throw error;
      }
      await sleep(tries * 500);
    }
  }
}
