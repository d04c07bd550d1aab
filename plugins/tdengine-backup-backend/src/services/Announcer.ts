import { isFinalJobState } from 'backstage-plugin-tdengine-backup-common';
import { LoggerService } from '@backstage/backend-plugin-api';
import {
  BackupNotification,
  Notifier,
} from 'backstage-plugin-tdengine-backup-node';
import { BackupStore } from '../database/BackupStore';
import { JobStore } from '../database/JobStore';
import { RestoreStore } from '../database/RestoreStore';
import { describeError } from '../jobs/describeError';
import { StoredJob } from '../jobs/StoredJob';
import { ChangePublisher } from './ChangePublisher';
import { notifyAll } from './notifyAll';

/** Tells pages that something changed, and people that something ended. */
export class Announcer {
  readonly #jobs: JobStore;
  readonly #backups: BackupStore;
  readonly #restores: RestoreStore;
  readonly #changes: ChangePublisher;
  readonly #notifiers: readonly Notifier[];
  readonly #logger: LoggerService;

  static create(options: {
    jobs: JobStore;
    backups: BackupStore;
    restores: RestoreStore;
    changes: ChangePublisher;
    notifiers: readonly Notifier[];
    logger: LoggerService;
  }): Announcer {
    return new Announcer(options);
  }

  private constructor(options: Parameters<typeof Announcer.create>[0]) {
    this.#jobs = options.jobs;
    this.#backups = options.backups;
    this.#restores = options.restores;
    this.#changes = options.changes;
    this.#notifiers = options.notifiers;
    this.#logger = options.logger;
  }

  /** A job left its worker, ended or not. Never rejects. */
  async jobLeft(jobId: string): Promise<void> {
    try {
      const job = await this.#jobs.get(jobId);
      const kind = job.type === 'restore' ? 'restore' : 'backup';
      this.#changes.publish(kind, job.subjectId);
      if (isFinalJobState(job.state) && this.#notifiers.length > 0) {
        const notification = await this.#describe(job);
        if (notification) {
          await notifyAll(this.#notifiers, notification, this.#logger);
        }
      }
    } catch (error) {
      this.#logger.warn(
        `The end of job ${jobId} could not be announced: ${describeError(
          error,
        )}`,
      );
    }
  }

  /** Verifications and deletions show in the record; nobody waits for word of them. */
  async #describe(job: StoredJob): Promise<BackupNotification | undefined> {
    switch (job.type) {
      case 'restore':
        return this.#ofRestore(job.subjectId);
      case 'backup':
        return this.#ofBackup(job.subjectId);
      default:
        return undefined;
    }
  }

  async #ofBackup(id: string): Promise<BackupNotification> {
    const backup = await this.#backups.get(id);
    const outcome =
      backup.state === 'failed' || backup.state === 'cancelled'
        ? backup.state
        : 'succeeded';
    return {
      kind: 'backup',
      outcome,
      id,
      name: backup.name,
      ownerRef: backup.ownerRef,
      message:
        outcome === 'succeeded'
          ? `Backup '${backup.name}' of ${backup.scopeSummary} is complete`
          : `Backup '${backup.name}' ${describeEnd(outcome, backup.error)}`,
      link: `/tdengine-backup/backups/${id}`,
    };
  }

  async #ofRestore(id: string): Promise<BackupNotification> {
    const restore = await this.#restores.get(id);
    const outcome =
      restore.state === 'failed' || restore.state === 'cancelled'
        ? restore.state
        : 'succeeded';
    return {
      kind: 'restore',
      outcome,
      id,
      name: restore.backupName,
      ownerRef: restore.ownerRef,
      message:
        outcome === 'succeeded'
          ? `Backup '${restore.backupName}' is restored into '${restore.instance}'`
          : `The restore of backup '${restore.backupName}' ${describeEnd(
              outcome,
              restore.error,
            )}`,
      link: `/tdengine-backup/restores/${id}`,
    };
  }
}

function describeEnd(
  outcome: 'failed' | 'cancelled',
  error: string | undefined,
): string {
  return outcome === 'cancelled'
    ? 'was cancelled'
    : `failed: ${error ?? 'the reason is not known'}`;
}
