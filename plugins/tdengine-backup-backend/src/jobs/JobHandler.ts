import { RunContext } from 'backstage-plugin-tdengine-backup-node';
import { Knex } from 'knex';
import { Lease } from './Lease';
import { JobPhase, ProgressTracker } from './ProgressTracker';
import { JobType, StoredJob } from './StoredJob';

/** What a run of the engine is handed beyond what a source is. */
export interface JobRun extends RunContext {
  readonly job: StoredJob;
  readonly lease: Lease;
  readonly progress: ProgressTracker;
}

/** Writes what became of the job into the record it worked on, in the transaction that ends the job. */
export type Settle = (transaction: Knex.Transaction) => Promise<void>;

/** What was done in part: it counts, and so does what is missing. */
export interface PartialSuccess {
  settle: Settle;
  /** What is missing, and why. */
  error: string;
}

/** How a job ended that came to its end. */
export type JobResult = Settle | PartialSuccess;

/** How a job ended that did not succeed. */
export interface JobFailure {
  state: 'failed' | 'cancelled';
  /** Absent when it was cancelled. */
  error?: string;
}

/** Does one kind of job. Holds no state of a run: a later attempt may be in another process. */
export interface JobHandler {
  readonly type: JobType;
  readonly phases: readonly JobPhase[];
  /** Where the log goes, below the folder for logs. */
  logFile(job: StoredJob): string;
  /** Does the work, or goes on with it. */
  run(run: JobRun): Promise<JobResult>;
  /** Removes what a failed or cancelled job left behind. Can be repeated. Has a signal of its own. */
  cleanUp(run: JobRun, failure: JobFailure): Promise<Settle>;
  /** What to write when not even the cleaning up could be done. */
  giveUp(job: StoredJob, failure: JobFailure): Settle;
}
