import { ConflictError } from '@backstage/errors';
import {
  CopiedSet,
  copyBackupSet,
  describeError,
  StorageTarget,
  summarizeProblems,
} from 'backstage-plugin-tdengine-backup-node';
import { VerificationReport } from 'backstage-plugin-tdengine-backup-common';
import { RepairConfig } from '../../config/EngineConfig';
import { StoredBackup, StoredCopy } from '../../database/backupRows';
import { BackupStore } from '../../database/BackupStore';
import { CopyStore } from '../../database/CopyStore';
import { JobStateStore } from '../../database/JobStateStore';
import { JobStore } from '../../database/JobStore';
import { throwIfRunIsOver } from '../../jobs/errors';
import {
  JobFailure,
  JobHandler,
  JobResult,
  JobRun,
  Settle,
} from '../../jobs/JobHandler';
import { StoredJob } from '../../jobs/StoredJob';
import { BackupSets } from '../BackupSets';
import { faultPoint } from '../faultPoints';
import { SourceRegistry } from '../SourceRegistry';
import { TargetRegistry } from '../TargetRegistry';
import { openToVerify } from '../verification/openToVerify';
import { verifySet } from '../verification/verifySet';
import { madeCopy } from './madeCopy';
import { nextRepairAt } from './nextRepairAt';

export interface RepairHandlerOptions {
  backups: BackupStore;
  copies: CopyStore;
  jobs: JobStore;
  state: JobStateStore;
  sets: BackupSets;
  sources: SourceRegistry;
  targets: TargetRegistry;
  parallelism: number;
  repair: RepairConfig;
}

const UNFINISHED: ReadonlyArray<StoredCopy['state']> = [
  'pending',
  'writing',
  'repairing',
];

/**
 * Makes copies of a backup out of a good one, again or for the first time: the objects as they are stored, each compared
 * with its digest on the way, the manifest last; then the copy is verified by itself.
 */
export class RepairHandler implements JobHandler {
  readonly type = 'repair';
  readonly phases = [
    { name: 'copy', weight: 60 },
    { name: 'verify', weight: 40 },
  ];
  readonly #options: RepairHandlerOptions;

  static create(options: RepairHandlerOptions): RepairHandler {
    return new RepairHandler(options);
  }

  private constructor(options: RepairHandlerOptions) {
    this.#options = options;
  }

  logFile(job: StoredJob): string {
    return `backups/${job.backupId}.log`;
  }

  async run(run: JobRun): Promise<JobResult> {
    const { backups } = this.#options;
    const backup = await backups.get(run.job.subjectId);
    const targets = wantedTargets(run.job);
    run.progress.usePhases(targets.flatMap(() => this.phases));
    const problems = new Map<string, string>();
    for (const target of targets) {
      const copy = backup.copies.find(it => it.target === target);
      // An earlier attempt made it, or somebody deleted it.
      if (copy && copy.state !== 'present') {
        const problem = await this.#repair(run, backup, copy);
        if (problem !== undefined) {
          problems.set(target, problem);
        }
      }
    }
    const settle = async () => {};
    if (problems.size === 0) {
      return settle;
    }
    const error = [...problems]
      .map(([target, problem]) => `Target '${target}': ${problem}`)
      .join('; ');
    if (problems.size === targets.length) {
      throw new Error(error);
    }
    return { settle, error };
  }

  /** Whoever reads finds no manifest in what was begun; the next attempt writes over it. */
  async cleanUp(run: JobRun, failure: JobFailure): Promise<Settle> {
    return this.giveUp(run.job, failure);
  }

  giveUp(job: StoredJob, failure: JobFailure): Settle {
    const error = failure.error ?? 'The repair was cancelled';
    const targets = wantedTargets(job);
    return async tx => {
      const { backups } = this.#options;
      const backup = await backups.get(job.subjectId, tx);
      for (const copy of backup.copies) {
        if (targets.includes(copy.target) && UNFINISHED.includes(copy.state)) {
          await this.#markFailed(backup, copy, error, tx);
        }
      }
    };
  }

  /** Returns what went wrong. */
  async #repair(
    run: JobRun,
    backup: StoredBackup,
    copy: StoredCopy,
  ): Promise<string | undefined> {
    const { backups, copies, jobs } = this.#options;
    const key = { backupId: backup.id, target: copy.target };
    await jobs.withLease(run.lease, tx => copies.markRepairing(key, tx));
    try {
      const made = await this.#copy(run, backup, copy);
      faultPoint('repair.after-copy');
      const report = await this.#verify(run, backup, copy, made);
      await jobs.withLease(run.lease, async tx => {
        await copies.markRepaired(
          key,
          madeCopy(copy.target, made, { verified: true }),
          tx,
        );
        await backups.addVerification(
          backup.id,
          { ...report, target: copy.target },
          tx,
        );
      });
      run.reporter.log(
        'info',
        `The copy of backup '${backup.name}' on target '${copy.target}' is good`,
      );
      return undefined;
    } catch (error) {
      throwIfRunIsOver(run.signal, error);
      const cause = describeError(error);
      run.reporter.log('error', cause);
      await jobs.withLease(run.lease, tx =>
        this.#markFailed(backup, copy, cause, tx),
      );
      return cause;
    }
  }

  async #copy(
    run: JobRun,
    backup: StoredBackup,
    copy: StoredCopy,
  ): Promise<CopiedSet> {
    const { state, targets } = this.#options;
    const { signal, reporter, progress, lease } = run;
    const target = targets.ofCopy(copy);
    const prefix = `${copy.target} `;
    const copied = [...(await state.listUnits(run.job.id)).keys()]
      .filter(id => id.startsWith(prefix))
      .map(id => id.slice(prefix.length));
    progress.enter('copy');
    progress.setCurrent(copy.target);
    reporter.log(
      'info',
      copied.length > 0
        ? `Going on with the copy on target '${copy.target}', of which ${copied.length} objects are there`
        : `Making the copy on target '${copy.target}'`,
    );
    return copyBackupSet({
      sources: this.#sources(backup, copy),
      target,
      copied: new Set(copied),
      // Whoever lost the job finds out here, and removes nothing.
      beforeChange: () => state.setCheckpoint(lease, 'repair', copy.target),
      onObject: async ({ key, sha256 }) => {
        await state.recordUnit(lease, `${prefix}${key}`, sha256);
        faultPoint('repair.after-object');
      },
      beforeCommit: async () => {
        await state.setCheckpoint(lease, 'repair', copy.target);
        faultPoint('repair.before-publish');
      },
      onProgress: ({ bytesDone, bytes }) =>
        progress.setFraction(bytes === 0 ? 1 : bytesDone / bytes),
      onSkipped: ({ name }, error) =>
        reporter.log(
          'warn',
          `The copy on target '${name}' does not give up what is to be copied: ${describeError(
            error,
          )}`,
        ),
      signal,
    });
  }

  #sources(
    backup: StoredBackup,
    copy: StoredCopy,
  ): Parameters<typeof copyBackupSet>[0]['sources'] {
    const { sets, targets } = this.#options;
    const sources = sets
      .readable(backup)
      .filter(it => it.state === 'present' && targets.has(it.target))
      .map(good => ({
        target: targets.get(good.target) as StorageTarget,
        location: sets.location(backup, good),
      }));
    if (sources.length === 0) {
      throw new ConflictError(
        `Backup '${backup.name}' has no good copy out of which the one on target '${copy.target}' could be made`,
      );
    }
    return sources;
  }

  async #verify(
    run: JobRun,
    backup: StoredBackup,
    copy: StoredCopy,
    made: CopiedSet,
  ): Promise<VerificationReport> {
    const { sets, sources, parallelism } = this.#options;
    run.progress.enter('verify');
    const { set, ciphertextOnly } = await openToVerify(
      sets,
      backup,
      { ...copy, checksum: made.metadataSha256 },
      run,
    );
    try {
      const checked = await verifySet(run, set, {
        ...(!ciphertextOnly && {
          codec: sources.ofType(backup.sourceType).codec(backup.format),
        }),
        parallelism,
        where: `target '${copy.target}'`,
      });
      const report = { ...checked, ...(ciphertextOnly && { ciphertextOnly }) };
      if (!report.ok) {
        throw new Error(
          summarizeProblems('What was stored is not what was copied', report),
        );
      }
      return report;
    } finally {
      await set.close();
    }
  }

  async #markFailed(
    backup: StoredBackup,
    { target, repairAttempts = 0 }: StoredCopy,
    error: string,
    tx: Parameters<Settle>[0],
  ): Promise<void> {
    const { copies, repair } = this.#options;
    await copies.markRepaired(
      { backupId: backup.id, target },
      {
        target,
        state: 'failed',
        error,
        leftovers: true,
        nextRepairAt: nextRepairAt(repair, repairAttempts + 1),
      },
      tx,
    );
  }
}

function wantedTargets(job: StoredJob): readonly string[] {
  return job.options?.targets ?? [];
}
