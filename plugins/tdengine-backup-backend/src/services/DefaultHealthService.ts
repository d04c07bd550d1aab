import { LoggerService } from '@backstage/backend-plugin-api';
import {
  describeError,
  StorageTarget,
} from 'backstage-plugin-tdengine-backup-node';
import { Knex } from 'knex';
import { OutboxStore } from '../database/OutboxStore';
import { SchedulerStateStore } from '../database/SchedulerStateStore';
import { JobWorker } from '../jobs/JobWorker';
import { isTicking } from '../policies/isTicking';
import { TargetRegistry } from '../runs/TargetRegistry';
import { HealthService } from './types';

const CHECK_TIMEOUT_MS = 5_000;
/** A probe writes a file; whoever asks every second must not write one every second. */
const PROBE_INTERVAL_MS = 60_000;

/** The first look of a scheduler comes a little after its process has begun. */
const STARTING_MS = 60_000;
/** A notifier is tried every quarter of an hour; a restart of its server is no news. */
const UNDELIVERED_MS = 3_600_000;

type Check = { name: string; ok: boolean; message?: string };

/** Says whether the database, the targets, the workers, the scheduler and the delivery of messages are in order. */
export class DefaultHealthService implements HealthService {
  readonly #knex: Knex;
  readonly #targets: TargetRegistry;
  readonly #worker: JobWorker;
  readonly #schedulerState: SchedulerStateStore;
  readonly #outbox: OutboxStore;
  readonly #automatic: boolean;
  readonly #logger: LoggerService;
  readonly #now: () => Date;
  readonly #startedAt: Date;
  readonly #probes = new Map<string, { at: number; check: Promise<Check> }>();

  static create(options: {
    knex: Knex;
    targets: TargetRegistry;
    worker: JobWorker;
    schedulerState: SchedulerStateStore;
    outbox: OutboxStore;
    /** False where the configuration switches all automatic backups off. */
    automatic: boolean;
    logger: LoggerService;
    now: () => Date;
  }): DefaultHealthService {
    return new DefaultHealthService(options);
  }

  private constructor(
    options: Parameters<typeof DefaultHealthService.create>[0],
  ) {
    this.#knex = options.knex;
    this.#targets = options.targets;
    this.#worker = options.worker;
    this.#schedulerState = options.schedulerState;
    this.#outbox = options.outbox;
    this.#automatic = options.automatic;
    this.#logger = options.logger;
    this.#now = options.now;
    this.#startedAt = this.#now();
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
      ...(this.#automatic
        ? [this.#check('scheduler', () => this.#assertTicking())]
        : []),
      this.#check('notifications', () => this.#assertDelivered()),
      ...this.#targets.all().map(target => this.#probe(target)),
    ]);
  }

  async #assertTicking(): Promise<void> {
    const state = await this.#schedulerState.get();
    const now = this.#now();
    const isStarting = now.getTime() - this.#startedAt.getTime() < STARTING_MS;
    if (!isStarting && !isTicking(state, now)) {
      throw new Error(
        `The scheduler ${
          state.lastTickAt === undefined
            ? 'never looked'
            : `has not looked since ${state.lastTickAt}`
        }, so no policy runs`,
      );
    }
  }

  async #assertDelivered(): Promise<void> {
    for (const [
      notifier,
      { waiting, oldestAt },
    ] of await this.#outbox.status()) {
      if (
        oldestAt &&
        this.#now().getTime() - oldestAt.getTime() > UNDELIVERED_MS
      ) {
        throw new Error(
          `Messages wait for notifier '${notifier}', ${waiting} of them, since ${oldestAt.toISOString()}`,
        );
      }
    }
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
