import { JsonValue } from '@backstage/types';
import { VerificationReport } from 'backstage-plugin-tdengine-backup-common';
import {
  BackupRequest,
  BackupSession,
  BackupSetWriter,
  BackupSource,
} from 'backstage-plugin-tdengine-backup-node';
import { StoredBackup } from '../../database/backupRows';
import { BackupStore } from '../../database/BackupStore';
import { JobStateStore } from '../../database/JobStateStore';
import { JobStore } from '../../database/JobStore';
import { describeError } from '../../jobs/describeError';
import { JobFailure, JobHandler, JobRun, Settle } from '../../jobs/JobHandler';
import { StoredJob } from '../../jobs/StoredJob';
import { BackupSets } from '../BackupSets';
import { faultPoint } from '../faultPoints';
import { SourceRegistry } from '../SourceRegistry';
import { BackupPlace } from './BackupPlace';
import { buildManifest } from './buildManifest';
import { checkTarget } from './checkTarget';
import { FinishedSet, findPublished } from './findPublished';
import { publishSet } from './publishSet';
import { readAllUnits } from './readAllUnits';
import { restoreRecords } from './restoreRecords';
import { settleBackup } from './settleBackup';
import { SizeBudget } from './SizeBudget';
import { UnitRecord } from './UnitRecord';

export interface BackupHandlerOptions {
  backups: BackupStore;
  jobs: JobStore;
  state: JobStateStore;
  sources: SourceRegistry;
  sets: BackupSets;
  parallelism: number;
}

/** One run of a backup: what was asked for, and where it goes. */
interface BackupRun {
  run: JobRun;
  backup: StoredBackup;
  source: BackupSource;
  place: BackupPlace;
}

const SESSION = 'session';
const VERIFICATION = 'verification';

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
    const backupRun = await this.#prepare(run);
    const { backup, place } = backupRun;
    run.progress.usePhases(
      this.phases.filter(
        ({ name }) =>
          (name !== 'pack' || place.packed) &&
          (name !== 'verify' || backup.verifyRequested),
      ),
    );
    await jobs.withLease(run.lease, tx => backups.markStarted(backup.id, tx));
    const finished =
      (await this.#goOnFromPublished(backupRun)) ??
      (await this.#make(backupRun));
    faultPoint('backup.after-publish');
    await place.removeStaged(run);
    const report = (await state.getCheckpoint(run.job.id, VERIFICATION)) as
      | VerificationReport
      | undefined;
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
    const finished = await findPublished(place, backup.id, run);
    if (finished?.manifest.position !== undefined) {
      const session = await this.#open(backupRun);
      try {
        await session.acknowledge(finished.manifest.position);
      } finally {
        await session.close();
      }
    }
    return finished;
  }

  async #make(backupRun: BackupRun): Promise<FinishedSet> {
    const { run } = backupRun;
    run.progress.enter('plan');
    await backupRun.place.removeUnpublished(run);
    const recorded = await restoreRecords(
      run,
      backupRun.place,
      this.#options.state,
    );
    const session = await this.#open(backupRun);
    try {
      await this.#check(backupRun, session, recorded);
      faultPoint('backup.after-plan');
      return await this.#read(backupRun, session, recorded);
    } finally {
      await session.close().catch(error => {
        run.reporter.log(
          'warn',
          `The source could not be closed: ${describeError(error)}`,
        );
      });
    }
  }

  async #open(backupRun: BackupRun): Promise<BackupSession> {
    const { state } = this.#options;
    const { run, backup, source } = backupRun;
    const fence = await state.getCheckpoint(run.job.id, SESSION);
    const session = await source.open(run, this.#toRequest(backup), fence);
    if (fence === undefined) {
      await state.setCheckpoint(run.lease, SESSION, session.fence);
    }
    return session;
  }

  async #check(
    { run, backup, place }: BackupRun,
    session: BackupSession,
    recorded: ReadonlyMap<string, UnitRecord>,
  ): Promise<void> {
    const { backups, jobs } = this.#options;
    const { rows, tables, bytes } = session.estimate;
    run.reporter.log(
      'info',
      `TDengine ${session.serverVersion} at '${backup.instance}': ${session.databases.length} databases, ${tables} tables, about ${rows} rows and ${bytes} bytes`,
    );
    await jobs.withLease(run.lease, tx =>
      backups.describeSource(
        backup.id,
        { databases: session.databases, version: session.serverVersion },
        tx,
      ),
    );
    await checkTarget(place.target, {
      estimatedBytes: Math.max(0, bytes - rawSizeOf(recorded)),
      packed: place.packed,
      signal: run.signal,
    });
  }

  async #read(
    { run, backup, source, place }: BackupRun,
    session: BackupSession,
    recorded: ReadonlyMap<string, UnitRecord>,
  ): Promise<FinishedSet> {
    const { jobs, state, parallelism } = this.#options;
    run.progress.enter('data');
    const { results, files } = await readAllUnits(
      run,
      {
        session,
        writer: BackupSetWriter.create({
          target: place.target,
          prefix: place.partsPrefix,
          backupId: backup.id,
          attempt: run.attempt,
        }),
        budget: SizeBudget.create({
          limit: backup.sizeLimitBytes,
          used: sizeOf(recorded),
        }),
      },
      { state, recorded, parallelism },
    );
    faultPoint('backup.after-data');

    run.progress.enter('manifest');
    const manifest = buildManifest(
      backup,
      session,
      await session.finish(results),
      files,
    );
    // Late files of attempts that lost the job would make the set look altered.
    await place.tidy(files, run);
    faultPoint('backup.after-manifest');

    const published = await publishSet(run, {
      place,
      manifest,
      codec: source.codec(backup.format),
      verify: backup.verifyRequested,
      parallelism,
      beforeCommit: async report => {
        faultPoint('backup.after-verify');
        run.progress.enter('publish');
        await (report
          ? state.setCheckpoint(
              run.lease,
              VERIFICATION,
              report as unknown as JsonValue,
            )
          : jobs.withLease(run.lease, async () => {}));
        faultPoint('backup.before-publish');
      },
    });
    faultPoint('backup.before-acknowledge');
    await session.acknowledge(manifest.position);
    return { manifest, published };
  }

  #toRequest(backup: StoredBackup): BackupRequest {
    return {
      backupId: backup.id,
      instance: backup.instance,
      scope: backup.scope as JsonValue,
      kind: backup.kind,
      format: backup.format,
      compression: backup.compression,
      parallelism: this.#options.parallelism,
    };
  }
}

function sizeOf(records: ReadonlyMap<string, UnitRecord>): number {
  return sum(records, file => file.size);
}

function rawSizeOf(records: ReadonlyMap<string, UnitRecord>): number {
  return sum(records, file => file.rawSize);
}

function sum(
  records: ReadonlyMap<string, UnitRecord>,
  measure: (file: UnitRecord['files'][number]) => number,
): number {
  let total = 0;
  for (const { files } of records.values()) {
    total += files.reduce((bytes, file) => bytes + measure(file), 0);
  }
  return total;
}
