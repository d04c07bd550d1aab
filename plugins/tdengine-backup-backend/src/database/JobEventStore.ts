import { JsonObject } from '@backstage/types';
import { JobEvent, JobProgress } from 'backstage-plugin-tdengine-backup-common';
import { RunLogLevel } from 'backstage-plugin-tdengine-backup-node';
import { Lease } from '../jobs/Lease';

/** A line of a run's log on its way to the database. */
export interface LogLine {
  at: Date;
  level: RunLogLevel;
  message: string;
  details?: JsonObject;
}

/** What happened in jobs, for those who watch. */
export interface JobEventStore {
  /**
   * Adds what a run has to say, in one go: lines up to a limit a job, and the latest progress in place of the one
   * before. Throws a LeaseLostError.
   */
  append(
    lease: Lease,
    news: { lines: readonly LogLine[]; progress?: JobProgress },
  ): Promise<void>;
  /** Oldest first. */
  list(
    jobId: string,
    options: { after: number; limit: number; level?: RunLogLevel },
  ): Promise<JobEvent[]>;
  /** Removes the events of jobs that ended before; returns how many. */
  prune(before: Date): Promise<number>;
}
