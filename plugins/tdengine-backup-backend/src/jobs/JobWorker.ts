import { hostname } from 'node:os';
import { JobsConfig } from '../config/EngineConfig';
import { LeaseLostError, ShutdownError } from './errors';
import { JobExecution, JobExecutionOptions } from './JobExecution';
import { JobHandler } from './JobHandler';
import { LeaseKeeper } from './LeaseKeeper';
import { JobType } from './StoredJob';

/** Kinds of jobs that share a number of places. */
export interface JobLane {
  types: readonly JobType[];
  places: number;
}

export interface JobWorkerOptions
  extends Omit<JobExecutionOptions, 'job' | 'lease' | 'handler'> {
  handlers: readonly JobHandler[];
  lanes: readonly JobLane[];
  config: JobsConfig;
  /** Called when a job left this worker, ended or not. Must not reject; a stopping worker waits for it. */
  onLeft: (jobId: string) => Promise<void>;
}

/** How long a stopping process waits for its runs to let go. */
const STOP_TIMEOUT_MS = 10_000;

/** Takes jobs from the queue and runs them, as many at once as there are places. */
export class JobWorker {
  readonly #options: JobWorkerOptions;
  readonly #handlers: ReadonlyMap<JobType, JobHandler>;
  readonly #executions = new Map<JobExecution, Promise<void>>();
  readonly #leaving = new Set<Promise<void>>();
  readonly #occupied = new Map<JobLane, number>();
  readonly #keeper: LeaseKeeper;
  readonly #name = `${hostname()}/${process.pid}`;
  #timer: NodeJS.Timeout | undefined;
  #filling: Promise<void> = Promise.resolve();
  #running = false;
  #lastPoll = 0;

  static create(options: JobWorkerOptions): JobWorker {
    return new JobWorker(options);
  }

  private constructor(options: JobWorkerOptions) {
    this.#options = options;
    this.#handlers = new Map(
      options.handlers.map(handler => [handler.type, handler]),
    );
    this.#keeper = LeaseKeeper.create({
      jobs: options.jobs,
      config: options.config,
      logger: options.logger,
    });
  }

  start(): void {
    this.#running = true;
    this.#keeper.start();
    this.#timer = setInterval(() => this.wake(), this.#options.config.pollMs);
    this.wake();
  }

  /** Looks at the queue now. */
  wake(): void {
    if (this.#running) {
      this.#filling = this.#filling.then(() => this.#fill());
    }
  }

  /** Whether it looked at the queue lately, as it should. */
  isAlive(): boolean {
    const { pollMs } = this.#options.config;
    return this.#running && Date.now() - this.#lastPoll < 10 * pollMs + 30_000;
  }

  /** Takes no more jobs and gives back those that run; they go on elsewhere or later. */
  async stop(): Promise<void> {
    this.#running = false;
    clearInterval(this.#timer);
    await this.#filling;
    for (const execution of this.#executions.keys()) {
      execution.interrupt(
        new ShutdownError('The process that ran it was stopped'),
      );
    }
    await Promise.race([
      Promise.all(this.#executions.values()),
      timeout(STOP_TIMEOUT_MS),
    ]);
    await Promise.race([Promise.all(this.#leaving), timeout(STOP_TIMEOUT_MS)]);
    await this.#releaseRest();
    this.#keeper.stop();
  }

  async #fill(): Promise<void> {
    try {
      for (const lane of this.#options.lanes) {
        while (this.#running && this.#hasPlace(lane)) {
          if (!(await this.#take(lane))) {
            break;
          }
        }
      }
      this.#lastPoll = Date.now();
    } catch (error) {
      this.#options.logger.warn('The queue cannot be read now', error as Error);
    }
  }

  #hasPlace(lane: JobLane): boolean {
    return (this.#occupied.get(lane) ?? 0) < lane.places;
  }

  async #take(lane: JobLane): Promise<boolean> {
    const { jobs, config } = this.#options;
    const claimedAt = performance.now();
    const claimed = await jobs.claim({
      types: lane.types,
      leaseMs: config.leaseMs,
      worker: this.#name,
    });
    if (!claimed) {
      return false;
    }
    const handler = this.#handlers.get(claimed.job.type)!;
    const execution = JobExecution.create({
      ...this.#options,
      ...claimed,
      handler,
    });
    this.#keeper.add(execution, claimedAt);
    this.#occupied.set(lane, (this.#occupied.get(lane) ?? 0) + 1);
    const ended = execution.execute().then(() => {
      this.#keeper.remove(execution);
      this.#executions.delete(execution);
      this.#occupied.set(lane, this.#occupied.get(lane)! - 1);
      const left = this.#options
        .onLeft(execution.lease.jobId)
        .then(() => void this.#leaving.delete(left));
      this.#leaving.add(left);
      this.wake();
    });
    this.#executions.set(execution, ended);
    return true;
  }

  /** Runs that do not react in time lose their lease, so that whatever they still try to write is refused. */
  async #releaseRest(): Promise<void> {
    for (const execution of this.#executions.keys()) {
      execution.lose(new LeaseLostError('The process is ending'));
      await this.#options.jobs
        .release(execution.lease, {
          reason: 'The process that ran it was stopped',
          countAttempt: false,
        })
        .catch(error =>
          this.#options.logger.warn(
            `Job ${execution.lease.jobId} keeps its lease until it expires`,
            error,
          ),
        );
    }
  }
}

function timeout(milliseconds: number): Promise<void> {
  return new Promise(resolve => {
    setTimeout(resolve, milliseconds).unref();
  });
}
