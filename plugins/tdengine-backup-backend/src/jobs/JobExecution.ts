import { setMaxListeners } from 'node:events';
import { join } from 'node:path';
import { LoggerService } from '@backstage/backend-plugin-api';
import { describeError } from 'backstage-plugin-tdengine-backup-node';
import { JobEventStore } from '../database/JobEventStore';
import { JobStateStore } from '../database/JobStateStore';
import { JobStore } from '../database/JobStore';
import { JobCancelledError, LeaseLostError, ShutdownError } from './errors';
import { endJob, JobEnd } from './endJob';
import {
  JobFailure,
  JobHandler,
  JobResult,
  JobRun,
  Settle,
} from './JobHandler';
import { JobReporter } from './JobReporter';
import { Lease } from './Lease';
import { ProgressTracker } from './ProgressTracker';
import { RunLogFile } from './RunLogFile';
import { StoredJob } from './StoredJob';
import { TemporaryFolders } from './TemporaryFolders';

/** Attempts at cleaning up, after the last attempt at the work itself, that may end with their process. */
const CLEAN_UP_ATTEMPTS = 2;

export interface JobExecutionOptions {
  job: StoredJob;
  lease: Lease;
  handler: JobHandler;
  jobs: JobStore;
  events: JobEventStore;
  state: JobStateStore;
  folders: TemporaryFolders;
  logDirectory: string;
  logger: LoggerService;
  /** Called when there is something new to see of a job. */
  onNews: (jobId: string) => void;
}

/**
 * One attempt at one job, from the claim to its end: done, failed and cleaned up, given back, or lost.
 */
export class JobExecution {
  readonly #options: JobExecutionOptions;
  readonly #work = new AbortController();
  readonly #cleaning = new AbortController();
  readonly #tracker: ProgressTracker;
  readonly #reporter: JobReporter;

  static create(options: JobExecutionOptions): JobExecution {
    return new JobExecution(options);
  }

  private constructor(options: JobExecutionOptions) {
    const { handler, job, lease, events, logger } = options;
    this.#options = options;
    // Every unit and stream of a run listens to these.
    setMaxListeners(0, this.#work.signal, this.#cleaning.signal);
    this.#tracker = ProgressTracker.create({ phases: handler.phases });
    this.#reporter = JobReporter.create({
      lease,
      events,
      file: RunLogFile.create({
        path: join(options.logDirectory, handler.logFile(job)),
        logger,
      }),
      tracker: this.#tracker,
      onLeaseLost: error => this.lose(error),
      onFlushed: () => options.onNews(job.id),
    });
  }

  get lease(): Lease {
    return this.#options.lease;
  }

  /** Somebody asked for it. What was begun is cleaned up. */
  cancel(): void {
    this.#work.abort(new JobCancelledError('The job was cancelled'));
  }

  /** Another worker may have it already: nothing more is written, nothing is removed. */
  lose(error: LeaseLostError): void {
    this.#work.abort(error);
    this.#cleaning.abort(error);
  }

  /** The process is about to end. */
  interrupt(error: ShutdownError): void {
    this.#work.abort(error);
    this.#cleaning.abort(error);
  }

  /** Resolves when the job is out of this worker's hands; never rejects. */
  async execute(): Promise<void> {
    const { job, logger } = this.#options;
    this.#reporter.start();
    try {
      await this.#attempt();
    } catch (error) {
      await this.#leave(error);
    } finally {
      await this.#reporter
        .stop()
        .catch(error => logger.warn(`The log of job ${job.id} is cut`, error));
      this.#options.onNews(job.id);
    }
  }

  async #attempt(): Promise<void> {
    const { job, handler, folders } = this.#options;
    const folder = await folders.forJob(job.id);
    try {
      const run = this.#createRun(folder.path, this.#work.signal);
      const outcome = this.#decided() ?? (await this.#tryRun(run));
      if (typeof outcome === 'function') {
        this.#tracker.complete();
        await this.#end({ state: 'succeeded' }, outcome);
      } else if ('settle' in outcome) {
        const { settle, error } = outcome;
        this.#tracker.complete();
        await this.#end({ state: 'partially-failed', error }, settle);
      } else {
        const cleaning = this.#createRun(folder.path, this.#cleaning.signal);
        await this.#end(
          outcome,
          await this.#cleanUp(handler, cleaning, outcome),
        );
      }
    } finally {
      await folder.remove();
    }
  }

  /** What earlier attempts came to, where nothing is left but to clean up. */
  #decided(): JobFailure | undefined {
    const { job } = this.#options;
    if (job.state === 'cancelling') {
      return { state: 'cancelled' };
    }
    return job.abandonReason
      ? { state: 'failed', error: job.abandonReason }
      : undefined;
  }

  async #tryRun(run: JobRun): Promise<JobResult | JobFailure> {
    const { job, handler, jobs, lease } = this.#options;
    if (job.attempt > 1) {
      run.reporter.log(
        'info',
        `Attempt ${job.attempt} of ${job.maxAttempts} begins`,
      );
    }
    try {
      run.signal.throwIfAborted();
      return await handler.run(run);
    } catch (error) {
      const cause = run.signal.aborted ? run.signal.reason : error;
      if (cause instanceof JobCancelledError) {
        run.reporter.log('warn', 'It was cancelled; cleaning up');
        return { state: 'cancelled' };
      }
      if (cause instanceof LeaseLostError || cause instanceof ShutdownError) {
        throw cause;
      }
      const message = describeError(cause);
      run.reporter.log('error', message);
      // Whoever goes on after a crash from here on only cleans up, and still knows why.
      await jobs.abandon(lease, message);
      return { state: 'failed', error: message };
    }
  }

  async #cleanUp(
    handler: JobHandler,
    run: JobRun,
    failure: JobFailure,
  ): Promise<Settle> {
    if (run.job.attempt > run.job.maxAttempts + CLEAN_UP_ATTEMPTS) {
      return handler.giveUp(run.job, failure);
    }
    try {
      return await handler.cleanUp(run, failure);
    } catch (error) {
      this.#cleaning.signal.throwIfAborted();
      if (error instanceof LeaseLostError) {
        throw error;
      }
      const message = describeError(error);
      run.reporter.log('error', `Cleaning up failed: ${message}`);
      return handler.giveUp(run.job, {
        ...failure,
        error: [failure.error, `Cleaning up failed: ${message}`]
          .filter(Boolean)
          .join('. '),
      });
    }
  }

  async #end(end: JobEnd, settle: Settle): Promise<void> {
    const { jobs, lease } = this.#options;
    // The last lines and figures come before the event that ends the stream.
    await this.#reporter.stop();
    await endJob(jobs, lease, end, settle);
  }

  async #leave(error: unknown): Promise<void> {
    const { job, jobs, lease, logger } = this.#options;
    if (error instanceof LeaseLostError) {
      logger.warn(`Job ${job.id} was lost: ${error.message}`);
      return;
    }
    const reason =
      error instanceof ShutdownError
        ? error.message
        : `The worker could not go on: ${describeError(error)}`;
    logger.info(`Job ${job.id} goes back to the queue: ${reason}`);
    await this.#reporter.stop().catch(() => {});
    await jobs
      .release(lease, {
        reason,
        // A process that ends is no fault of the job; a fault of the database may come again.
        countAttempt: !(error instanceof ShutdownError),
      })
      .catch(failure =>
        logger.warn(`Job ${job.id} keeps its lease until it expires`, failure),
      );
  }

  #createRun(temporaryDirectory: string, signal: AbortSignal): JobRun {
    const { job, lease, state } = this.#options;
    return {
      job,
      lease,
      signal,
      // Hex without hyphens: part of file names.
      attempt: lease.token.replace(/-/g, '').slice(0, 12),
      progress: this.#tracker,
      reporter: this.#reporter,
      journal: {
        append: entry => state.appendJournal(lease, entry),
        entries: () => state.listJournal(job.id),
      },
      temporaryDirectory,
    };
  }
}
