import { metadataPath } from 'backstage-plugin-tdengine-backup-node';
import { StoredBackup, StoredCopy } from '../../database/backupRows';
import { BackupStore } from '../../database/BackupStore';
import { CopyStore } from '../../database/CopyStore';
import { JobStore } from '../../database/JobStore';
import { JobFailure, JobHandler, JobRun, Settle } from '../../jobs/JobHandler';
import { StoredJob } from '../../jobs/StoredJob';
import { BackupPlace } from '../backup/BackupPlace';
import { BackupSets } from '../BackupSets';
import { faultPoint } from '../faultPoints';
import { TargetRegistry } from '../TargetRegistry';
import { describeRefusal } from './describeRefusal';
import { nextDeletionAt } from './nextDeletionAt';

/** What a target said instead of giving its copy up, and whether part of that is gone; by its name. */
type Refusals = Map<
  string,
  { words: string; error: unknown; partial: boolean }
>;

/**
 * Deletes backups: first no copy is one any more, then the files go, then the name is free. Or one copy alone. A target
 * that refuses or does not answer keeps the others from nothing; it is tried again.
 */
export class DeletionHandler implements JobHandler {
  readonly type = 'delete';
  readonly phases = [
    { name: 'invalidate', weight: 10 },
    { name: 'remove', weight: 90 },
  ];
  readonly #backups: BackupStore;
  readonly #copies: CopyStore;
  readonly #jobs: JobStore;
  readonly #sets: BackupSets;
  readonly #targets: TargetRegistry;

  static create(options: {
    backups: BackupStore;
    copies: CopyStore;
    jobs: JobStore;
    sets: BackupSets;
    targets: TargetRegistry;
  }): DeletionHandler {
    return new DeletionHandler(options);
  }

  private constructor(options: Parameters<typeof DeletionHandler.create>[0]) {
    this.#backups = options.backups;
    this.#copies = options.copies;
    this.#jobs = options.jobs;
    this.#sets = options.sets;
    this.#targets = options.targets;
  }

  logFile(job: StoredJob): string {
    return `backups/${job.backupId}.log`;
  }

  async run(run: JobRun): Promise<Settle> {
    const { reporter, progress } = run;
    const { options } = run.job;
    const backup = await this.#backups.get(run.job.subjectId);
    const copies = this.#targets
      .inOrder(backup.copies)
      .filter(({ target }) => options?.targets?.includes(target) ?? true);
    const problems: Refusals = new Map();
    await this.#begin(run, copies);

    if (options?.reason !== undefined) {
      reporter.log('info', options.reason);
    }
    progress.enter('invalidate');
    faultPoint('delete.before-invalidate');
    await this.#each(run, copies, { problems, partial: false }, copy =>
      this.#invalidate(run, backup, copy),
    );
    if (problems.size === 0) {
      reporter.log(
        'info',
        options?.targets
          ? 'The copy is none any more'
          : `Backup '${backup.name}' is no backup any more`,
      );
    }
    faultPoint('delete.after-invalidate');

    progress.enter('remove');
    await this.#each(run, copies, { problems, partial: true }, copy =>
      this.#remove(run, backup, copy),
    );
    // What is deleted shall not lie about unpacked.
    await this.#sets.removeUnpacked();
    faultPoint('delete.after-files');
    if (problems.size > 0) {
      await this.#record(run, copies, problems);
      throw new Error(
        [...problems.values()].map(({ words }) => words).join('; '),
      );
    }
    return this.#settle(run.job);
  }

  async cleanUp(run: JobRun, failure: JobFailure): Promise<Settle> {
    return this.giveUp(run.job, failure);
  }

  /** It stays as being deleted, unless somebody calls that off while there is a copy left. Deleting it again goes on. */
  giveUp(job: StoredJob, failure: JobFailure): Settle {
    const error =
      failure.error ??
      'The deletion was cancelled before all files were removed; delete it again';
    const { subjectId: backupId, options } = job;
    return async tx => {
      if (!options?.targets) {
        await this.#backups.markDeletionFailed(backupId, error, tx);
        return;
      }
      for (const target of options.targets) {
        await this.#copies.markDeletionFailed({ backupId, target }, error, tx);
      }
    };
  }

  async #begin(
    { job, lease }: JobRun,
    copies: readonly StoredCopy[],
  ): Promise<void> {
    await this.#jobs.withLease(lease, async tx => {
      for (const { target } of copies) {
        const key = { backupId: job.subjectId, target };
        await this.#copies.beginDeletion(key, tx);
      }
    });
  }

  /** Those that were not given up say why, and are tried again, each at its time. The others are gone. */
  async #record(
    { job, lease }: JobRun,
    copies: readonly StoredCopy[],
    problems: Refusals,
  ): Promise<void> {
    await this.#jobs.withLease(lease, async tx => {
      for (const { target } of copies) {
        const key = { backupId: job.subjectId, target };
        const refusal = problems.get(target);
        if (!refusal) {
          await this.#copies.markRemoved(key, tx);
          continue;
        }
        const { words, error, partial } = refusal;
        await this.#copies.markDeletionRefused(
          key,
          { error: words, partial, nextDeletionAt: nextDeletionAt(error) },
          tx,
        );
      }
    });
  }

  #settle({ subjectId: backupId, options }: StoredJob): Settle {
    return async tx => {
      if (!options?.targets) {
        await this.#backups.markDeleted(backupId, tx);
        return;
      }
      for (const target of options.targets) {
        await this.#copies.remove({ backupId, target }, tx);
      }
    };
  }

  async #invalidate(
    { signal }: JobRun,
    { setPrefix, packaging }: StoredBackup,
    copy: StoredCopy,
  ): Promise<void> {
    await this.#targets
      .ofCopy(copy)
      .delete(metadataPath(setPrefix, packaging), { signal });
  }

  async #remove(
    run: JobRun,
    backup: StoredBackup,
    copy: StoredCopy,
  ): Promise<void> {
    const target = this.#targets.ofCopy(copy);
    const place = BackupPlace.create({
      target,
      backup,
      jobId: backup.jobId ?? run.job.id,
    });
    await place.removeAll(run);
    run.reporter.log(
      'info',
      `Its files on target '${target.name}' are removed`,
    );
  }

  /** Side by side, those left out that failed before. */
  async #each(
    run: JobRun,
    copies: readonly StoredCopy[],
    { problems, partial }: { problems: Refusals; partial: boolean },
    action: (copy: StoredCopy) => Promise<void>,
  ): Promise<void> {
    await Promise.all(
      copies
        .filter(({ target }) => !problems.has(target))
        .map(async copy => {
          try {
            await action(copy);
          } catch (error) {
            run.signal.throwIfAborted();
            const words = describeRefusal(copy.target, error);
            run.reporter.log('error', words);
            problems.set(copy.target, { words, error, partial });
          }
        }),
    );
  }
}
