import { LoggerService } from '@backstage/backend-plugin-api';
import { JobsConfig } from '../config/EngineConfig';
import { JobStore } from '../database/JobStore';
import { LeaseLostError } from './errors';
import { JobExecution } from './JobExecution';

/** A cancelled run has to hear of it within two seconds. */
const WATCH_INTERVAL_MS = 1_000;

/**
 * Prolongs the leases of what runs here, and tells a run when it was cancelled or when its lease is lost - also when the
 * database does not answer for so long that others may take it for dead.
 */
export class LeaseKeeper {
  readonly #jobs: JobStore;
  readonly #config: JobsConfig;
  readonly #logger: LoggerService;
  /** With the instant of the last renewal, before it was asked for: the lease cannot end earlier than that counts. */
  readonly #renewedAt = new Map<JobExecution, number>();
  #timer: NodeJS.Timeout | undefined;
  #busy = false;

  static create(options: {
    jobs: JobStore;
    config: JobsConfig;
    logger: LoggerService;
  }): LeaseKeeper {
    return new LeaseKeeper(options);
  }

  private constructor(options: Parameters<typeof LeaseKeeper.create>[0]) {
    this.#jobs = options.jobs;
    this.#config = options.config;
    this.#logger = options.logger;
  }

  start(): void {
    const interval = Math.min(WATCH_INTERVAL_MS, this.#config.heartbeatMs);
    this.#timer = setInterval(() => this.#tick(), interval);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  add(execution: JobExecution, leasedAt: number): void {
    this.#renewedAt.set(execution, leasedAt);
  }

  remove(execution: JobExecution): void {
    this.#renewedAt.delete(execution);
  }

  async #tick(): Promise<void> {
    this.#loseOverdue();
    // A database that hangs must not make the calls pile up.
    if (this.#busy || this.#renewedAt.size === 0) {
      return;
    }
    this.#busy = true;
    try {
      await this.#watch();
      await this.#renew();
    } catch (error) {
      this.#logger.warn('Leases cannot be kept now', error as Error);
    } finally {
      this.#busy = false;
    }
  }

  async #watch(): Promise<void> {
    const executions = [...this.#renewedAt.keys()];
    const states = await this.#jobs.watch(
      executions.map(execution => execution.lease),
    );
    for (const execution of executions) {
      const state = states.get(execution.lease.jobId);
      if (state === undefined) {
        this.#lose(execution, 'another worker has it');
      } else if (state === 'cancelling') {
        execution.cancel();
      }
    }
  }

  async #renew(): Promise<void> {
    for (const [execution, renewedAt] of this.#renewedAt) {
      const now = performance.now();
      if (now - renewedAt < this.#config.heartbeatMs) {
        continue;
      }
      if (await this.#jobs.renew(execution.lease, this.#config.leaseMs)) {
        if (this.#renewedAt.has(execution)) {
          this.#renewedAt.set(execution, now);
        }
      } else {
        this.#lose(execution, 'another worker has it');
      }
    }
  }

  #loseOverdue(): void {
    const now = performance.now();
    for (const [execution, renewedAt] of this.#renewedAt) {
      if (now - renewedAt >= this.#config.leaseMs) {
        this.#lose(execution, 'the database did not answer in time');
      }
    }
  }

  #lose(execution: JobExecution, why: string): void {
    // One that has just ended is not in the map any more, and its row shows no lease.
    if (this.#renewedAt.delete(execution)) {
      execution.lose(
        new LeaseLostError(
          `The lease of job ${execution.lease.jobId} is lost: ${why}`,
        ),
      );
    }
  }
}
