import { VerificationReport } from 'backstage-plugin-tdengine-backup-common';
import {
  BackupSetReader,
  StorageTarget,
  summarizeProblems,
} from 'backstage-plugin-tdengine-backup-node';
import { StoredBackup } from '../../database/backupRows';
import { BackupStore } from '../../database/BackupStore';
import { JobStore } from '../../database/JobStore';
import { JobFailure, JobHandler, JobRun, Settle } from '../../jobs/JobHandler';
import { StoredJob } from '../../jobs/StoredJob';
import { BackupSets } from '../BackupSets';
import { SourceRegistry } from '../SourceRegistry';
import { compareWithSource } from './compareWithSource';
import { reportUnopened } from './reportUnopened';
import { verifySet } from './verifySet';

export interface VerificationHandlerOptions {
  backups: BackupStore;
  jobs: JobStore;
  sets: BackupSets;
  sources: SourceRegistry;
  parallelism: number;
}

/** Reads stored backups whole and says whether they are what was written. */
export class VerificationHandler implements JobHandler {
  readonly type = 'verify';
  readonly phases = [
    { name: 'open', weight: 2 },
    { name: 'verify', weight: 98 },
  ];
  readonly #options: VerificationHandlerOptions;

  static create(options: VerificationHandlerOptions): VerificationHandler {
    return new VerificationHandler(options);
  }

  private constructor(options: VerificationHandlerOptions) {
    this.#options = options;
  }

  logFile(job: StoredJob): string {
    return `backups/${job.backupId}.log`;
  }

  async run(run: JobRun): Promise<Settle> {
    const { backups, jobs, sets } = this.#options;
    const backup = await backups.get(run.job.subjectId);
    const target = sets.target(backup);
    run.reporter.log(
      'info',
      `Verifying backup '${backup.name}' on target '${target.name}'`,
    );
    const report = await this.#examine(run, backup, target);
    if (report.ok) {
      run.reporter.log(
        'info',
        `All ${report.checkedFiles} files are as they were written, with ${report.checkedRows} rows`,
      );
      return tx => backups.addVerification(backup.id, report, tx);
    }
    for (const { message } of report.problems) {
      run.reporter.log('error', message);
    }
    // What was found is on record before the job fails for it.
    await jobs.withLease(run.lease, tx =>
      backups.addVerification(backup.id, report, tx),
    );
    throw new Error(summarizeProblems('The verification failed', report));
  }

  async cleanUp(): Promise<Settle> {
    return this.giveUp();
  }

  giveUp(_job?: StoredJob, _failure?: JobFailure): Settle {
    return async () => {};
  }

  async #examine(
    run: JobRun,
    backup: StoredBackup,
    target: StorageTarget,
  ): Promise<VerificationReport> {
    run.progress.enter('open');
    const startedAt = new Date();
    let set: BackupSetReader;
    try {
      set = await this.#options.sets.open(backup, {
        temporaryDirectory: run.temporaryDirectory,
        signal: run.signal,
        // What somebody unpacked before the file was damaged would look in order.
        fresh: true,
      });
    } catch (error) {
      run.signal.throwIfAborted();
      return reportUnopened(error, startedAt);
    }
    try {
      run.progress.enter('verify');
      const report = await verifySet(run, set, {
        codec: this.#options.sources
          .ofType(backup.sourceType)
          .codec(backup.format),
        parallelism: this.#options.parallelism,
        where: `target '${target.name}'`,
      });
      // What is damaged cannot be compared.
      return run.job.options?.deep && report.ok
        ? await compareWithSource(run, set, report, {
            sources: this.#options.sources,
            backup,
          })
        : report;
    } finally {
      await set.close();
    }
  }
}
