import { VerificationReport } from 'backstage-plugin-tdengine-backup-common';
import { ConflictError } from '@backstage/errors';
import {
  describeError,
  summarizeProblems,
} from 'backstage-plugin-tdengine-backup-node';
import { RepairConfig } from '../../config/EngineConfig';
import { StoredBackup, StoredCopy } from '../../database/backupRows';
import { BackupStore } from '../../database/BackupStore';
import { CopyStore } from '../../database/CopyStore';
import { JobStore } from '../../database/JobStore';
import {
  JobFailure,
  JobHandler,
  JobResult,
  JobRun,
  Settle,
} from '../../jobs/JobHandler';
import { StoredJob } from '../../jobs/StoredJob';
import { BackupSets } from '../BackupSets';
import { SourceRegistry } from '../SourceRegistry';
import { TargetRegistry } from '../TargetRegistry';
import { compareWithSource } from './compareWithSource';
import { recordReport } from './recordReport';
import { OpenedCopy, openToVerify } from './openToVerify';
import { reportUnopened } from './reportUnopened';
import { verifySet } from './verifySet';

export interface VerificationHandlerOptions {
  backups: BackupStore;
  copies: CopyStore;
  repair: RepairConfig;
  targets: TargetRegistry;
  jobs: JobStore;
  sets: BackupSets;
  sources: SourceRegistry;
  parallelism: number;
}

const VERIFIABLE: ReadonlyArray<StoredCopy['state']> = [
  'present',
  'corrupted',
  'missing',
];

/** Reads the stored copies of backups whole, one after the other, and says whether they are what was written. */
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

  async run(run: JobRun): Promise<JobResult> {
    const { backups } = this.#options;
    const backup = await backups.get(run.job.subjectId);
    const copies = this.#copiesOf(backup);
    if (copies.length === 0) {
      throw new ConflictError(
        `Backup '${backup.name}' has no copy that could be verified`,
      );
    }
    // All of a copy is read before the next one is opened.
    run.progress.usePhases(copies.flatMap(() => this.phases));
    const problems = new Map<string, string>();
    let isCompared = false;
    for (const copy of copies) {
      const deep = Boolean(run.job.options?.deep) && !isCompared;
      const problem = await this.#verify(run, backup, copy, deep);
      if (problem === undefined) {
        // Copies are alike, so that one is enough to be compared.
        isCompared = true;
      } else {
        problems.set(copy.target, problem);
      }
    }
    return this.#conclude(copies, problems);
  }

  async cleanUp(): Promise<Settle> {
    return this.giveUp();
  }

  giveUp(_job?: StoredJob, _failure?: JobFailure): Settle {
    return async () => {};
  }

  /** What should be there: good ones, and those of which it was found out that they are not. */
  #copiesOf(backup: StoredBackup): StoredCopy[] {
    const { targets } = this.#options;
    return targets
      .inOrder(backup.copies)
      .filter(({ state }) => VERIFIABLE.includes(state));
  }

  /** Reads one copy and keeps the report. Returns what is wrong. */
  async #verify(
    run: JobRun,
    backup: StoredBackup,
    copy: StoredCopy,
    deep: boolean,
  ): Promise<string | undefined> {
    const { jobs } = this.#options;
    const { target } = copy;
    run.reporter.log(
      'info',
      `Verifying backup '${backup.name}' on target '${target}'`,
    );
    let report: VerificationReport;
    try {
      report = await this.#examine(run, backup, copy, deep);
    } catch (error) {
      run.signal.throwIfAborted();
      const cause = describeError(error);
      run.reporter.log('error', cause);
      return cause;
    }
    for (const { message } of report.problems) {
      run.reporter.log('error', message);
    }
    // What was found is on record before the job fails for it.
    await jobs.withLease(run.lease, tx =>
      recordReport(this.#options, { backupId: backup.id, target }, report, tx),
    );
    if (!report.ok) {
      return summarizeProblems('The verification failed', report);
    }
    run.reporter.log(
      'info',
      `All ${report.checkedFiles} files are as they were written${
        report.ciphertextOnly
          ? '; they are enciphered for somebody else and were not decoded'
          : `, with ${report.checkedRows} rows`
      }`,
    );
    return undefined;
  }

  #conclude(
    copies: readonly StoredCopy[],
    problems: ReadonlyMap<string, string>,
  ): JobResult {
    const settle = async () => {};
    if (problems.size === 0) {
      return settle;
    }
    const error = [...problems]
      .map(([target, problem]) =>
        copies.length === 1 ? problem : `Target '${target}': ${problem}`,
      )
      .join('; ');
    if (problems.size === copies.length) {
      throw new Error(error);
    }
    return { settle, error };
  }

  async #examine(
    run: JobRun,
    backup: StoredBackup,
    copy: StoredCopy,
    deep: boolean,
  ): Promise<VerificationReport> {
    run.progress.enter('open');
    const startedAt = new Date();
    let opened: OpenedCopy;
    try {
      opened = await openToVerify(this.#options.sets, backup, copy, run);
    } catch (error) {
      run.signal.throwIfAborted();
      this.#options.targets.ofCopy(copy);
      return reportUnopened(error, startedAt);
    }
    const { set, ciphertextOnly } = opened;
    try {
      run.progress.enter('verify');
      const { sources, parallelism } = this.#options;
      const report = await verifySet(run, set, {
        ...(!ciphertextOnly && {
          codec: sources.ofType(backup.sourceType).codec(backup.format),
        }),
        parallelism,
        where: `target '${copy.target}'`,
      });
      if (ciphertextOnly) {
        return { ...report, ciphertextOnly };
      }
      // What is damaged cannot be compared.
      return deep && report.ok
        ? await compareWithSource(run, set, report, {
            sources,
            backup,
          })
        : report;
    } finally {
      await set.close();
    }
  }
}
