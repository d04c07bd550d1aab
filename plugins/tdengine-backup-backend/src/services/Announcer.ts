import { LoggerService } from '@backstage/backend-plugin-api';
import { describeError } from 'backstage-plugin-tdengine-backup-node';
import { JobStore } from '../database/JobStore';
import { ChangePublisher } from './ChangePublisher';

/** Tells pages that something changed. What people are told of lies in the outbox. */
export class Announcer {
  readonly #jobs: JobStore;
  readonly #changes: ChangePublisher;
  readonly #logger: LoggerService;

  static create(options: {
    jobs: JobStore;
    changes: ChangePublisher;
    logger: LoggerService;
  }): Announcer {
    return new Announcer(options);
  }

  private constructor(options: Parameters<typeof Announcer.create>[0]) {
    this.#jobs = options.jobs;
    this.#changes = options.changes;
    this.#logger = options.logger;
  }

  /** A job left its worker, ended or not. Never rejects. */
  async jobLeft(jobId: string): Promise<void> {
    try {
      const job = await this.#jobs.get(jobId);
      const kind = job.type === 'restore' ? 'restore' : 'backup';
      this.#changes.publish(kind, job.subjectId);
    } catch (error) {
      this.#logger.warn(
        `The end of job ${jobId} could not be announced: ${describeError(
          error,
        )}`,
      );
    }
  }
}
