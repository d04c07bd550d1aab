import { JsonValue } from '@backstage/types';
import { describeError } from '../../jobs/describeError';
import { JobFailure, JobHandler, JobRun, Settle } from '../../jobs/JobHandler';
import { StoredJob } from '../../jobs/StoredJob';
import { BackupSets } from '../BackupSets';
import { faultPoint } from '../faultPoints';
import { SourceRegistry } from '../SourceRegistry';
import { acknowledge } from './acknowledge';
import { BackupPlace } from './BackupPlace';
import { BackupRun, BackupTools } from './BackupRun';
import { FinishedSet, findPublished } from './findPublished';
import { makeBackup } from './makeBackup';
import { openSession } from './openSession';
import { loadPublication } from './publicationCheckpoint';
import { settleBackup } from './settleBackup';
import { loadVerification } from './verificationCheckpoint';

export interface BackupHandlerOptions extends BackupTools {
  sources: SourceRegistry;
  sets: BackupSets;
}

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

  async run(run: JobRun): Promise<Settle> {
    const { backups, jobs, state } = this.#options;
    await jobs.withLease(run.lease, tx =>
      backups.markStarted(run.job.subjectId, tx),
    );
    const backupRun = await this.#prepare(run);
    const { backup, place } = backupRun;
    run.progress.usePhases(
      this.phases.filter(
        ({ name }) =>
          (name !== 'pack' || place.packed) &&
          (name !== 'verify' || backup.verifyRequested),
      ),
    );
    const finished =
      (await this.#goOnFromPublished(backupRun)) ??
      (await makeBackup(backupRun, this.#options));
    faultPoint('backup.after-publish');
    await place.removeStaged(run);
    const report = await loadVerification(run, state);
    run.reporter.log('info', `Backup '${backup.name}' is complete`);
    faultPoint('backup.before-settle');
    return settleBackup(backups, backup, finished, report);
  }

  async cleanUp(run: JobRun, failure: JobFailure): Promise<Settle> {
    const { backups, state } = this.#options;
    const { backup, place } = await this.#prepare(run);
    // What was recorded is about to be removed.
    await state.reset(run.lease);
    faultPoint('backup.before-clean-up');
    await place.removeAll(run);
    run.reporter.log('info', 'Everything that was written is removed');
    return tx =>
      backups.markEnded(backup.id, { ...failure, leftovers: false }, tx);
  }

  giveUp(job: StoredJob, failure: JobFailure): Settle {
    return tx =>
      this.#options.backups.markEnded(
        job.subjectId,
        { ...failure, leftovers: true },
        tx,
      );
  }

  async #prepare(run: JobRun): Promise<BackupRun> {
    const { backups, sources, sets } = this.#options;
    const backup = await backups.get(run.job.subjectId);
    return {
      run,
      backup,
      source: sources.ofType(backup.sourceType),
      place: BackupPlace.create({
        target: sets.target(backup),
        backup,
        jobId: run.job.id,
      }),
    };
  }

  /** An earlier attempt came as far as that and could not say so any more. */
  async #goOnFromPublished(
    backupRun: BackupRun,
  ): Promise<FinishedSet | undefined> {
    const { run, backup, place } = backupRun;
    const finished = await findPublished(
      place,
      backup.id,
      await loadPublication(run, this.#options.state),
      run,
    );
    if (finished?.manifest.position !== undefined) {
      await this.#acknowledgeLate(backupRun, finished.manifest.position);
    }
    return finished;
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
