import { JsonValue } from '@backstage/types';
import { VerificationReport } from 'backstage-plugin-tdengine-backup-common';
import { describeError } from 'backstage-plugin-tdengine-backup-node';
import { RepairConfig } from '../../config/EngineConfig';
import { FailedCopy } from '../../database/BackupStore';
import {
  JobFailure,
  JobHandler,
  JobResult,
  JobRun,
  Settle,
} from '../../jobs/JobHandler';
import { JobPhase } from '../../jobs/ProgressTracker';
import { StoredJob } from '../../jobs/StoredJob';
import { faultPoint } from '../faultPoints';
import { nextRepairAt } from '../copies/nextRepairAt';
import { SourceRegistry } from '../SourceRegistry';
import { TargetRegistry } from '../TargetRegistry';
import { acknowledge } from './acknowledge';
import { BackupPlace } from './BackupPlace';
import { BackupPlaces } from './BackupPlaces';
import { BackupRun, BackupTools } from './BackupRun';
import { FinishedSet, findPublished } from './findPublished';
import { makeBackup } from './makeBackup';
import { openSession } from './openSession';
import { loadPublications } from './publicationCheckpoint';
import { settleBackup } from './settleBackup';
import { loadVerifications } from './verificationCheckpoint';

export interface BackupHandlerOptions extends BackupTools {
  sources: SourceRegistry;
  targets: TargetRegistry;
  repair: RepairConfig;
}

const EACH_PLACE = new Set(['pack', 'verify', 'publish']);

/** Makes backups: plan, read, count, pack, read back, publish - in this order, and nothing counts before the last. */
export class BackupHandler implements JobHandler {
  readonly type = 'backup';
  readonly phases = [
    { name: 'plan', weight: 3 },
    { name: 'data', weight: 60 },
    { name: 'manifest', weight: 2 },
    { name: 'pack', weight: 15 },
    { name: 'verify', weight: 18 },
    { name: 'publish', weight: 2 },
  ];
  readonly #options: BackupHandlerOptions;

  static create(options: BackupHandlerOptions): BackupHandler {
    return new BackupHandler(options);
  }

  private constructor(options: BackupHandlerOptions) {
    this.#options = options;
  }

  logFile(job: StoredJob): string {
    return `backups/${job.backupId}.log`;
  }

  async run(run: JobRun): Promise<JobResult> {
    const { backups, jobs, state } = this.#options;
    await jobs.withLease(run.lease, tx =>
      backups.markStarted(run.job.subjectId, tx),
    );
    const backupRun = await this.#prepare(run);
    run.progress.usePhases(this.#phasesOf(backupRun));
    const made =
      (await this.#goOnFromPublished(backupRun)) ??
      (await makeBackup(backupRun, this.#options));
    faultPoint('backup.after-publish');
    const failed = await this.#tidyUp(backupRun);
    const reports = await loadVerifications(run, state);
    return this.#settle(backupRun, made, failed, reports);
  }

  async cleanUp(run: JobRun, failure: JobFailure): Promise<Settle> {
    const { backups, state } = this.#options;
    const { backup, places } = await this.#prepare(run);
    // What was recorded is about to be removed.
    await state.reset(run.lease);
    faultPoint('backup.before-clean-up');
    const problems = await removeAll(places.all, run);
    if (problems.size === 0) {
      run.reporter.log('info', 'Everything that was written is removed');
    }
    return tx =>
      backups.markEnded(
        backup.id,
        {
          ...failure,
          error: explain(failure.error, [...problems.values()]),
          leftovers: [...problems.keys(), ...places.failures.keys()],
        },
        tx,
      );
  }

  giveUp(job: StoredJob, failure: JobFailure): Settle {
    return async tx => {
      const { backups } = this.#options;
      const { copies } = await backups.get(job.subjectId, tx);
      const leftovers = copies.map(({ target }) => target);
      await backups.markEnded(job.subjectId, { ...failure, leftovers }, tx);
    };
  }

  /** What happens in each place by itself comes as often as there are places. */
  #phasesOf({ backup, places }: BackupRun): JobPhase[] {
    const phases = this.phases.filter(
      ({ name }) =>
        (name !== 'pack' || places.packed) &&
        (name !== 'verify' || backup.verifyRequested),
    );
    const isEach = ({ name }: JobPhase) => EACH_PLACE.has(name);
    return [
      ...phases.filter(phase => !isEach(phase)),
      ...places.living.flatMap(() => phases.filter(isEach)),
    ];
  }

  async #prepare(run: JobRun): Promise<BackupRun> {
    const { backups, sources, targets } = this.#options;
    const backup = await backups.get(run.job.subjectId);
    return {
      run,
      backup,
      source: sources.ofType(backup.sourceType),
      places: BackupPlaces.create({ run, backup, targets }),
    };
  }

  /**
   * An earlier attempt came as far as that, in one place at least, and could not say so any more. A copy that it did not
   * come to is made out of the one that is there, later and by itself.
   */
  async #goOnFromPublished(
    backupRun: BackupRun,
  ): Promise<Map<BackupPlace, FinishedSet> | undefined> {
    const { run, backup, places } = backupRun;
    const publications = await loadPublications(run, this.#options.state);
    const found = await places.each(place =>
      findPublished(place, backup.id, publications.get(place.target.name), {
        keys: this.#options.keys,
        temporaryDirectory: run.temporaryDirectory,
        signal: run.signal,
      }),
    );
    const made = new Map<BackupPlace, FinishedSet>();
    for (const [place, set] of found) {
      if (set) {
        made.set(place, set);
      }
    }
    if (made.size === 0) {
      return undefined;
    }
    for (const place of places.living.filter(it => !made.has(it))) {
      places.fail(
        place,
        new Error('The run was cut off before this copy was published'),
      );
    }
    const [{ manifest }] = made.values();
    if (manifest.position !== undefined) {
      await this.#acknowledgeLate(backupRun, manifest.position);
    }
    return made;
  }

  /** Removes what is of no use any more; tells which copies failed. */
  async #tidyUp({ run, places }: BackupRun): Promise<FailedCopy[]> {
    const { repair } = this.#options;
    for (const place of places.living) {
      await place.removeStaged(run).catch(error => {
        run.signal.throwIfAborted();
        // What is staged for a job that has ended is found and removed later.
        run.reporter.log(
          'warn',
          `What was staged on target '${
            place.target.name
          }' is not removed yet: ${describeError(error)}`,
        );
      });
    }
    const problems = await removeAll(
      places.all.filter(place => !places.isLiving(place)),
      run,
    );
    return [...places.failures].map(([target, error]) => ({
      target,
      state: 'failed',
      error,
      leftovers: problems.has(target),
      nextRepairAt: nextRepairAt(repair, 0),
    }));
  }

  #settle(
    { run, backup }: BackupRun,
    made: ReadonlyMap<BackupPlace, FinishedSet>,
    failed: readonly FailedCopy[],
    reports: ReadonlyMap<string, VerificationReport>,
  ): JobResult {
    const { backups } = this.#options;
    const settle = settleBackup(backups, backup, made, failed, reports);
    faultPoint('backup.before-settle');
    if (failed.length === 0) {
      run.reporter.log('info', `Backup '${backup.name}' is complete`);
      return settle;
    }
    const error = `${made.size} of ${
      made.size + failed.length
    } copies are good; ${failed
      .map(copy => `the one on target '${copy.target}' failed: ${copy.error}`)
      .join('; ')}`;
    run.reporter.log('warn', error);
    return { settle, error };
  }

  async #acknowledgeLate(
    backupRun: BackupRun,
    position: JsonValue,
  ): Promise<void> {
    const { run } = backupRun;
    try {
      const session = await openSession(backupRun, this.#options);
      await acknowledge(run, session, position);
      await session.close();
    } catch (error) {
      run.signal.throwIfAborted();
      run.reporter.log(
        'warn',
        `The source could not be told that the backup is safe: ${describeError(
          error,
        )}`,
      );
    }
  }
}

/** Removes what was written in places, side by side. Returns, by target, why where it could not. */
async function removeAll(
  places: readonly BackupPlace[],
  run: JobRun,
): Promise<Map<string, string>> {
  const problems = new Map<string, string>();
  await Promise.all(
    places.map(async place => {
      const { name } = place.target;
      try {
        await place.removeAll(run);
      } catch (error) {
        run.signal.throwIfAborted();
        const cause = describeError(error);
        run.reporter.log('error', `Cleaning up on '${name}' failed: ${cause}`);
        problems.set(name, cause);
      }
    }),
  );
  return problems;
}

function explain(
  error: string | undefined,
  problems: readonly string[],
): string | undefined {
  const sentences = problems.map(problem => `Cleaning up failed: ${problem}`);
  return [error, ...sentences].filter(Boolean).join('. ') || undefined;
}
