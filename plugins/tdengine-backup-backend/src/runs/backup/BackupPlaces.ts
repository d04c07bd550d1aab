import { describeError } from 'backstage-plugin-tdengine-backup-node';
import { StoredBackup } from '../../database/backupRows';
import { throwIfRunIsOver } from '../../jobs/errors';
import { JobRun } from '../../jobs/JobHandler';
import { TargetRegistry } from '../TargetRegistry';
import { BackupPlace } from './BackupPlace';

/**
 * The places of one run. One that fails is left out for the rest of it, as long as another one is left; the last one
 * fails the run.
 */
export class BackupPlaces {
  readonly #run: Pick<JobRun, 'signal' | 'reporter'>;
  readonly #places: readonly BackupPlace[];
  readonly #failures: Map<string, string>;

  /** Throws a NotFoundError where none of the targets is configured any more. */
  static create(options: {
    run: Pick<JobRun, 'signal' | 'reporter' | 'job'>;
    backup: StoredBackup;
    targets: TargetRegistry;
  }): BackupPlaces {
    const { run, backup, targets } = options;
    const failures = new Map<string, string>();
    const places: BackupPlace[] = [];
    let unknown: unknown;
    for (const { target: name } of targets.inOrder(backup.copies)) {
      try {
        const target = targets.get(name);
        places.push(BackupPlace.create({ target, backup, jobId: run.job.id }));
      } catch (error) {
        unknown = error;
        failures.set(name, describeError(error));
      }
    }
    if (places.length === 0) {
      throw unknown;
    }
    return new BackupPlaces(run, places, failures);
  }

  private constructor(
    run: Pick<JobRun, 'signal' | 'reporter'>,
    places: readonly BackupPlace[],
    failures: Map<string, string>,
  ) {
    this.#run = run;
    this.#places = places;
    this.#failures = failures;
  }

  /** Also those that failed, the nearest first. */
  get all(): readonly BackupPlace[] {
    return this.#places;
  }

  /** Never none; the nearest first. */
  get living(): BackupPlace[] {
    return this.#places.filter(place => this.isLiving(place));
  }

  get packed(): boolean {
    return this.#places[0].packed;
  }

  /** Why targets are left out, by their names. */
  get failures(): ReadonlyMap<string, string> {
    return this.#failures;
  }

  isLiving({ target }: BackupPlace): boolean {
    return !this.#failures.has(target.name);
  }

  /** Leaves a place out from now on. Throws its error where it is the last, and where it says nothing of the place. */
  fail(place: BackupPlace, error: unknown): void {
    const { signal, reporter } = this.#run;
    throwIfRunIsOver(signal, error);
    if (!this.isLiving(place)) {
      return;
    }
    if (this.living.length === 1) {
      throw error;
    }
    const { name } = place.target;
    const cause = describeError(error);
    this.#failures.set(name, cause);
    reporter.advance({ errors: 1 });
    reporter.log(
      'error',
      `Target '${name}' is left out of the rest of this run: ${cause}`,
    );
  }

  /** Does something in all places side by side, and returns what came of it where it succeeded; at least in one. */
  async each<T>(
    action: (place: BackupPlace) => Promise<T>,
  ): Promise<Map<BackupPlace, T>> {
    const places = this.living;
    const results = await Promise.allSettled(places.map(action));
    const values = new Map<BackupPlace, T>();
    results.forEach((result, index) => {
      if (result.status === 'fulfilled') {
        values.set(places[index], result.value);
      }
    });
    results.forEach((result, index) => {
      if (result.status === 'rejected') {
        this.fail(places[index], result.reason);
      }
    });
    return values;
  }
}
