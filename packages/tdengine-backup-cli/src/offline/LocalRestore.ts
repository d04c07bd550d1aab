import {
  applyAllUnits,
  assertEqual,
  BackupSetReader,
  BackupSource,
  checkAllUnits,
  describeError,
  describeRemoved,
  readWholeSet,
  RestoreCheckResult,
  RestorePlan,
  RestoreRequest,
  summarizeProblems,
  touched,
  VerifyingSetReader,
} from 'backstage-plugin-tdengine-backup-node';
import { CliContext } from '../cli/CliContext';
import { CliError } from '../cli/CliError';
import { LocalRun } from './createRunContext';

const CLEAN_UP_MS = 10 * 60_000;

/** What a restore brought back. */
export interface RestoreOutcome {
  rows: number;
  tables: number;
  checks: RestoreCheckResult[];
}

/** One restore, in the steps that the portal does it in: plan, prove that the set is whole, write, compare. */
export class LocalRestore {
  readonly #context: CliContext;
  readonly #run: LocalRun;
  readonly #source: BackupSource;
  readonly #set: BackupSetReader;
  readonly #request: RestoreRequest;

  private constructor(options: Parameters<typeof LocalRestore.create>[0]) {
    this.#context = options.context;
    this.#run = options.run;
    this.#source = options.source;
    this.#set = options.set;
    this.#request = options.request;
  }

  static create(options: {
    context: CliContext;
    run: LocalRun;
    source: BackupSource;
    set: BackupSetReader;
    request: RestoreRequest;
  }): LocalRestore {
    return new LocalRestore(options);
  }

  /** Changes nothing. */
  plan(): Promise<RestorePlan> {
    return this.#source.planRestore(this.#run, this.#set, this.#request);
  }

  /** Does what was confirmed, or removes again what it created. */
  async execute(plan: RestorePlan): Promise<RestoreOutcome> {
    try {
      await this.#assertWhole();
      // Reading it all may have taken an hour.
      this.#assertStillPlanned(plan, await this.plan());
      return await this.#write(plan);
    } catch (error) {
      const cause = this.#run.signal.aborted ? CliError.interrupted() : error;
      if (this.#run.hasBegun) {
        await this.#rollBack(plan);
      } else {
        this.#context.output.note('Nothing was changed.');
      }
      throw cause;
    }
  }

  async #assertWhole(): Promise<void> {
    const { output } = this.#context;
    const progress = output.progress('Checking digests');
    const report = await readWholeSet(this.#set, {
      parallelism: this.#request.parallelism,
      where: 'its place',
      signal: this.#run.signal,
      onProgress: step => progress.update(step),
    });
    if (!report.ok) {
      throw CliError.failed(
        summarizeProblems(
          'The backup is damaged, so nothing was restored',
          report,
        ),
      );
    }
  }

  #assertStillPlanned(confirmed: RestorePlan, now: RestorePlan): void {
    const reason =
      now.blockers[0] ??
      describeRemoved(confirmed, now) ??
      (touched(now) === touched(confirmed)
        ? undefined
        : 'something else would be touched');
    if (reason !== undefined) {
      throw CliError.refused(
        `The target changed since the restore was confirmed: ${reason}; look at the plan again`,
      );
    }
  }

  async #write(plan: RestorePlan): Promise<RestoreOutcome> {
    const { output } = this.#context;
    const work = {
      source: this.#source,
      // It is read a second time now, and somebody else can write to storage too.
      set: VerifyingSetReader.create(this.#set),
      plan,
      parallelism: this.#request.parallelism,
    };
    const writing = output.progress('Restoring');
    const { rows, tables } = await applyAllUnits(this.#run, {
      ...work,
      onProgress: step => writing.update(step),
    });
    const checking = output.progress('Comparing');
    const checks = await checkAllUnits(this.#run, {
      ...work,
      onProgress: step => checking.update(step),
    });
    assertEqual(checks);
    return { rows, tables, checks };
  }

  async #rollBack(plan: RestorePlan): Promise<void> {
    const { output } = this.#context;
    output.note('Removing what this restore created');
    try {
      // Not the run's own signal: that may be why it ended.
      const { removed, remaining } = await this.#source.rollBack(
        this.#run.withSignal(AbortSignal.timeout(CLEAN_UP_MS)),
        plan,
      );
      removed.forEach(line => output.note(`Removed: ${line}`));
      remaining.forEach(line => output.warn(`Stays behind: ${line}`));
    } catch (error) {
      output.warn(
        `It could not be removed; look at the target before trying again: ${describeError(
          error,
        )}`,
      );
    }
  }
}
