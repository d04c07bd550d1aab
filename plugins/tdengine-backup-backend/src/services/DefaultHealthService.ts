import { LoggerService } from '@backstage/backend-plugin-api';
import { StorageTarget } from 'backstage-plugin-tdengine-backup-node';
import { Knex } from 'knex';
import { describeError } from '../jobs/describeError';
import { JobWorker } from '../jobs/JobWorker';
import { TargetRegistry } from '../runs/TargetRegistry';
import { HealthService } from './types';

const CHECK_TIMEOUT_MS = 5_000;
/** A probe writes a file; whoever asks every second must not write one every second. */
const PROBE_INTERVAL_MS = 60_000;

type Check = { name: string; ok: boolean; message?: string };

/** Says whether the database, the targets and the workers are in order. */
export class DefaultHealthService implements HealthService {
  readonly #knex: Knex;
  readonly #targets: TargetRegistry;
  readonly #worker: JobWorker;
  readonly #logger: LoggerService;
  readonly #probes = new Map<string, { at: number; check: Promise<Check> }>();

  static create(options: {
    knex: Knex;
    targets: TargetRegistry;
    worker: JobWorker;
    logger: LoggerService;
  }): DefaultHealthService {
    return new DefaultHealthService(options);
  }

  private constructor(
    options: Parameters<typeof DefaultHealthService.create>[0],
  ) {
    this.#knex = options.knex;
    this.#targets = options.targets;
    this.#worker = options.worker;
    this.#logger = options.logger;
  }

  async check(): Promise<Check[]> {
    return Promise.all([
      this.#check('database', async () => {
        await this.#knex.raw('select 1').timeout(CHECK_TIMEOUT_MS);
      }),
      this.#check('workers', async () => {
        if (!this.#worker.isAlive()) {
          throw new Error('The queue has not been looked at lately');
        }
      }),
      ...this.#targets.all().map(target => this.#probe(target)),
    ]);
  }

  #probe(target: StorageTarget): Promise<Check> {
    const last = this.#probes.get(target.name);
    if (last && Date.now() - last.at < PROBE_INTERVAL_MS) {
      return last.check;
    }
    const probe = this.#check(`target ${target.name}`, () =>
      target.probe({ signal: AbortSignal.timeout(CHECK_TIMEOUT_MS) }),
    );
    this.#probes.set(target.name, { at: Date.now(), check: probe });
    return probe;
  }

  /** The reason may tell paths and addresses; it is for the log and for callers who are known. */
  async #check(name: string, run: () => Promise<void>): Promise<Check> {
    try {
      await run();
      return { name, ok: true };
    } catch (error) {
      this.#logger.warn(`Not in order: ${name}`, error as Error);
      return { name, ok: false, message: describeError(error) };
    }
  }
}
