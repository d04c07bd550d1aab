import { Knex } from 'knex';
import { BackupStore } from '../database/BackupStore';
import { RestoreStore } from '../database/RestoreStore';
import { JobHandler, Settle } from '../jobs/JobHandler';
import { StoredJob } from '../jobs/StoredJob';
import { Addressing } from './Addressing';
import { RunNewsItem } from './News';
import { newsOfBackup, newsOfRestore } from './newsOfRecords';
import { Outbox } from './Outbox';

export interface RunNewsOptions {
  outbox: Outbox;
  backups: BackupStore;
  restores: RestoreStore;
  addressing: Addressing;
}

/**
 * Has whoever began a backup or a restore by hand hear of its end: they may have left. Runs that a schedule began are told
 * as their policy wants it. Verifications and deletions show in the record; nobody waits for word of them.
 */
export class RunNews {
  readonly #options: RunNewsOptions;

  static create(options: RunNewsOptions): RunNews {
    return new RunNews(options);
  }

  private constructor(options: RunNewsOptions) {
    this.#options = options;
  }

  /** The handler with word of the end in the transaction that ends the job. */
  tellEndOf(handler: JobHandler): JobHandler {
    const told =
      (job: StoredJob, settle: Settle): Settle =>
      async tx => {
        await settle(tx);
        await this.#ended(job, tx);
      };
    return {
      type: handler.type,
      phases: handler.phases,
      logFile: job => handler.logFile(job),
      run: async run => {
        const result = await handler.run(run);
        return typeof result === 'function'
          ? told(run.job, result)
          : { ...result, settle: told(run.job, result.settle) };
      },
      cleanUp: async (run, failure) =>
        told(run.job, await handler.cleanUp(run, failure)),
      giveUp: (job, failure) => told(job, handler.giveUp(job, failure)),
    };
  }

  async #ended(job: StoredJob, tx: Knex.Transaction): Promise<void> {
    switch (job.type) {
      case 'backup':
        return this.#backupEnded(job, tx);
      case 'restore':
        return this.#restoreEnded(job, tx);
      default:
        return undefined;
    }
  }

  async #backupEnded(job: StoredJob, tx: Knex.Transaction): Promise<void> {
    const backup = await this.#options.backups.get(job.subjectId, tx);
    const isTriedAgain = backup.updatedBy === job.createdBy;
    if (backup.mode === 'automatic' && !isTriedAgain) {
      return;
    }
    await this.#add(
      job,
      backup.ownerRef,
      {
        kind: 'backup',
        ...endOf(backup),
        backup: newsOfBackup(backup),
      },
      tx,
    );
  }

  async #restoreEnded(job: StoredJob, tx: Knex.Transaction): Promise<void> {
    const restore = await this.#options.restores.get(job.subjectId, tx);
    await this.#add(
      job,
      restore.ownerRef,
      { kind: 'restore', ...endOf(restore), restore: newsOfRestore(restore) },
      tx,
    );
  }

  async #add(
    job: StoredJob,
    ownerRef: string | undefined,
    news: RunNewsItem,
    tx: Knex.Transaction,
  ): Promise<void> {
    const { outbox, addressing } = this.#options;
    await outbox.add(
      {
        news,
        thread: `${job.type}:${job.subjectId}`,
        ...addressing.ofRun({ begunBy: job.createdBy, ownerRef }),
      },
      tx,
    );
  }
}

function endOf({
  state,
  error,
}: {
  state: string;
  error?: string;
}): Pick<RunNewsItem, 'outcome' | 'error'> {
  switch (state) {
    case 'failed':
      return { outcome: 'failed', error };
    case 'partially-failed':
      return { outcome: 'partially-failed', error };
    case 'cancelled':
      return { outcome: 'cancelled' };
    default:
      return { outcome: 'succeeded' };
  }
}
