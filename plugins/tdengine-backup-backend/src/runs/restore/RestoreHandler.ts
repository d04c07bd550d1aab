import { ConflictError } from '@backstage/errors';
import {
  assertEqual,
  BackupSetReader,
  BackupSource,
  checkAllUnits,
  describeError,
  describeRemoved,
  RestorePlan,
  summarizeProblems,
  touched,
} from 'backstage-plugin-tdengine-backup-node';
import { RepairConfig } from '../../config/EngineConfig';
import { StoredBackup, StoredCopy } from '../../database/backupRows';
import { BackupStore } from '../../database/BackupStore';
import { CopyStore } from '../../database/CopyStore';
import { JobStateStore } from '../../database/JobStateStore';
import { JobStore } from '../../database/JobStore';
import { StoredRestore } from '../../database/restoreRows';
import { RestoreStore } from '../../database/RestoreStore';
import { JobFailure, JobHandler, JobRun, Settle } from '../../jobs/JobHandler';
import { StoredJob } from '../../jobs/StoredJob';
import { BackupSets } from '../BackupSets';
import { FailoverSetReader } from '../copies/FailoverSetReader';
import { faultPoint } from '../faultPoints';
import { SourceRegistry } from '../SourceRegistry';
import { recordReport } from '../verification/recordReport';
import { verifySet } from '../verification/verifySet';
import { restoreAllUnits } from './restoreAllUnits';
import { RestorePlanner } from './RestorePlanner';

export interface RestoreHandlerOptions {
  backups: BackupStore;
  copies: CopyStore;
  repair: RepairConfig;
  restores: RestoreStore;
  jobs: JobStore;
  state: JobStateStore;
  sources: SourceRegistry;
  sets: BackupSets;
  planner: RestorePlanner;
  parallelism: number;
}

/** One run of a restore: what was confirmed, from where, and into what. */
interface RestoreRun {
  run: JobRun;
  restore: StoredRestore;
  backup: StoredBackup;
  plan: RestorePlan;
  source: BackupSource;
}

/** Restores backups: prove that the set is whole, write it unit by unit, compare what arrived. */
export class RestoreHandler implements JobHandler {
  readonly type = 'restore';
  readonly phases = [
    { name: 'plan', weight: 2 },
    { name: 'verify', weight: 13 },
    { name: 'restore', weight: 70 },
    { name: 'check', weight: 15 },
  ];
  readonly #options: RestoreHandlerOptions;

  static create(options: RestoreHandlerOptions): RestoreHandler {
    return new RestoreHandler(options);
  }

  private constructor(options: RestoreHandlerOptions) {
    this.#options = options;
  }

  logFile(job: StoredJob): string {
    return `restores/${job.subjectId}.log`;
  }

  async run(run: JobRun): Promise<Settle> {
    const { restores, jobs } = this.#options;
    const restoreRun = await this.#prepare(run);
    const { restore, backup } = restoreRun;
    await jobs.withLease(run.lease, tx => restores.markStarted(restore.id, tx));
    run.reporter.log(
      'info',
      `Restoring backup '${backup.name}' into '${
        restore.instance
      }', databases ${restore.databases.map(name => `'${name}'`).join(', ')}`,
    );
    run.progress.enter('plan');
    await this.#within(restoreRun, {}, set =>
      this.#assertStillPlanned(restoreRun, set),
    );
    faultPoint('restore.after-plan');
    const first = await this.#findWhole(restoreRun);
    return this.#within(restoreRun, { first }, async set => {
      // Reading it all may have taken an hour.
      await this.#assertStillPlanned(restoreRun, set);
      faultPoint('restore.after-verify');
      return this.#write(restoreRun, set);
    });
  }

  async cleanUp(run: JobRun, failure: JobFailure): Promise<Settle> {
    const { restores } = this.#options;
    const { plan, source, restore } = await this.#prepare(run);
    faultPoint('restore.before-roll-back');
    const { removed, remaining } = (await this.#hasBegun(run))
      ? await source.rollBack(run, plan)
      : { removed: [], remaining: [] };
    for (const line of removed) {
      run.reporter.log('info', `Removed: ${line}`);
    }
    for (const line of remaining) {
      run.reporter.log('warn', `Stays behind: ${line}`);
    }
    faultPoint('restore.after-roll-back');
    return tx =>
      restores.markEnded(restore.id, { ...failure, removed, remaining }, tx);
  }

  giveUp(job: StoredJob, failure: JobFailure): Settle {
    return tx =>
      this.#options.restores.markEnded(
        job.subjectId,
        {
          ...failure,
          removed: [],
          remaining: [
            'It is not known what of it was written; look at the target before trying again',
          ],
        },
        tx,
      );
  }

  async #prepare(run: JobRun): Promise<RestoreRun> {
    const { backups, restores, sources } = this.#options;
    const restore = await restores.get(run.job.subjectId);
    return {
      run,
      restore,
      backup: await backups.get(restore.backupId),
      plan: await restores.getPlan(restore.id),
      source: sources.ofInstance(restore.instance).source,
    };
  }

  async #hasBegun(run: JobRun): Promise<boolean> {
    const { state } = this.#options;
    const units = await state.listUnits(run.job.id);
    return units.size > 0 || (await run.journal.entries()).length > 0;
  }

  /** It may have waited for hours. What would be touched now has to be what was confirmed. */
  async #assertStillPlanned(
    { run, restore, backup, plan }: RestoreRun,
    set: BackupSetReader,
  ): Promise<void> {
    if (await this.#hasBegun(run)) {
      return;
    }
    const now = await this.#options.planner.planWithin(
      run,
      set,
      backup,
      restore.settings,
    );
    if (now.token === restore.planToken) {
      return;
    }
    if (now.plan.blockers.length > 0) {
      throw new ConflictError(
        `The target or the backup changed since the restore was confirmed: ${now.plan.blockers.join(
          '; ',
        )}`,
      );
    }
    const removed = describeRemoved(plan, now.plan);
    if (removed) {
      throw new ConflictError(
        `What would be removed is no longer what was confirmed: ${removed}. Nothing was touched; see that nobody writes there, and plan it again`,
      );
    }
    if (touched(now.plan) !== touched(plan)) {
      throw new ConflictError(
        'The target changed since the restore was confirmed, so that something else would be touched; plan it again',
      );
    }
    run.reporter.log(
      'info',
      'The target changed since the restore was confirmed, but not in what would be touched',
    );
  }

  async #within<T>(
    { run, backup }: RestoreRun,
    options: { first?: string },
    action: (set: FailoverSetReader) => Promise<T>,
  ): Promise<T> {
    const { signal, temporaryDirectory, reporter } = run;
    const set = await this.#options.sets.open(backup, {
      ...options,
      signal,
      temporaryDirectory,
      onFailure: (target, error) =>
        reporter.log(
          'warn',
          `The copy on target '${target}' is not read any further: ${describeError(
            error,
          )}`,
        ),
    });
    try {
      return await action(set);
    } finally {
      await set.close();
    }
  }

  /** Before the first write: the nearest copy that is whole, by the name of its target. */
  async #findWhole({ run, backup }: RestoreRun): Promise<string> {
    const { sets } = this.#options;
    const causes: unknown[] = [];
    for (const copy of sets.readable(backup)) {
      try {
        await this.#assertWhole(run, backup, copy);
        return copy.target;
      } catch (error) {
        run.signal.throwIfAborted();
        causes.push(error);
        run.reporter.log(
          'warn',
          `Nothing is restored out of the copy on target '${
            copy.target
          }': ${describeError(error)}`,
        );
      }
    }
    throw causes[0];
  }

  async #assertWhole(
    run: JobRun,
    backup: StoredBackup,
    copy: StoredCopy,
  ): Promise<void> {
    const { jobs, sets, parallelism } = this.#options;
    const { target } = copy;
    run.progress.enter('verify');
    const set = await sets.openCopy(backup, copy, run);
    try {
      const report = await verifySet(run, set, {
        parallelism,
        where: `target '${target}'`,
      });
      if (!report.ok) {
        // It is on record before the job fails for it, so that nobody relies on this copy any longer.
        await jobs.withLease(run.lease, tx =>
          recordReport(
            this.#options,
            { backupId: backup.id, target },
            report,
            tx,
          ),
        );
        throw new Error(
          summarizeProblems(
            'The backup is damaged, so nothing was restored',
            report,
          ),
        );
      }
      run.reporter.log(
        'info',
        `All ${report.checkedFiles} files of the backup are as they were written`,
      );
    } finally {
      await set.close();
    }
  }

  async #write(
    { run, restore, plan, source }: RestoreRun,
    verified: FailoverSetReader,
  ): Promise<Settle> {
    // It is read a second time now, and somebody else can write to storage too.
    const set = verified.verifying();
    const { restores, jobs, state, parallelism } = this.#options;
    run.progress.enter('restore');
    const work = { source, set, plan, parallelism };
    const { rows, tables } = await restoreAllUnits(run, { ...work, state });
    faultPoint('restore.before-check');

    run.progress.enter('check');
    const checks = await checkAllUnits(run, {
      ...work,
      onProgress: ({ fraction, current }) => {
        run.progress.setCurrent(current);
        run.progress.setFraction(fraction);
      },
    });
    await jobs.withLease(run.lease, tx =>
      restores.setChecks(restore.id, checks, tx),
    );
    assertEqual(checks);
    run.reporter.log('info', `${rows} rows of ${tables} tables are restored`);
    faultPoint('restore.before-settle');
    return tx =>
      restores.markEnded(
        restore.id,
        { state: 'succeeded', rows, tables, checks },
        tx,
      );
  }
}
