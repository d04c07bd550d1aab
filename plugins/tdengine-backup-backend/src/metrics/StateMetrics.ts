import { LoggerService } from '@backstage/backend-plugin-api';
import {
  MetricsService,
  MetricsServiceObservable,
  MetricsServiceObservableCallback,
  MetricsServiceObservableResult,
} from '@backstage/backend-plugin-api/alpha';
import { describeError } from 'backstage-plugin-tdengine-backup-node';
import { WatchedPolicy } from '../alerts/AlertFacts';
import { AlertFactsStore } from '../database/AlertFactsStore';
import { MetricsStore } from '../database/MetricsStore';
import { OutboxStore } from '../database/OutboxStore';
import { SchedulerStateStore } from '../database/SchedulerStateStore';
import { JobType } from '../jobs/StoredJob';
import { MetricDefinition, METRICS } from './metricDefinitions';

/** All there are: the type of the record lets none be forgotten. */
const KINDS = Object.keys({
  backup: true,
  restore: true,
  verify: true,
  repair: true,
  delete: true,
  rewrap: true,
  rescan: true,
} satisfies Record<JobType, true>) as JobType[];

export interface StateMetricsOptions {
  metrics: MetricsService;
  metricsStore: MetricsStore;
  alertFacts: AlertFactsStore;
  outbox: OutboxStore;
  schedulerState: SchedulerStateStore;
  /** Types of those that are installed: what is not there is 0 and not unknown. */
  notifiers: ReadonlyArray<{ readonly type: string }>;
  /** False where the configuration switches all automatic backups off. */
  automatic: boolean;
  logger: LoggerService;
  now: () => Date;
}

type Observe = (result: MetricsServiceObservableResult) => Promise<void>;

/** Says how things are when somebody asks. Every process says the same, since it is read out of the database. */
export class StateMetrics {
  readonly #options: StateMetricsOptions;
  readonly #stops: Array<() => void> = [];

  static create(options: StateMetricsOptions): StateMetrics {
    return new StateMetrics(options);
  }

  private constructor(options: StateMetricsOptions) {
    this.#options = options;
  }

  start(): void {
    this.#startJobs();
    this.#startPolicies();
    this.#startScheduler();
    this.#startOutbox();
    this.#observe(METRICS.damaged, async result =>
      result.observe(await this.#options.metricsStore.countDamaged()),
    );
  }

  stop(): void {
    this.#stops.splice(0).forEach(stop => stop());
  }

  #startJobs(): void {
    const { metricsStore } = this.#options;
    const observe = (
      definition: MetricDefinition,
      part: 'queued' | 'running',
    ) =>
      this.#observe(definition, async result => {
        const jobs = await metricsStore.jobs();
        for (const kind of KINDS) {
          result.observe(jobs.get(kind)?.[part] ?? 0, { kind });
        }
      });
    observe(METRICS.queueLength, 'queued');
    observe(METRICS.jobsRunning, 'running');
  }

  #startPolicies(): void {
    const { alertFacts } = this.#options;
    const observe = (
      definition: MetricDefinition,
      measure: (policy: WatchedPolicy) => number | undefined,
    ) =>
      this.#observe(definition, async result => {
        // Two owners may each have a policy of that name: the worse of them counts.
        const worst = new Map<string, { value: number; labels: object }>();
        for (const policy of await alertFacts.policies()) {
          const value = measure(policy);
          const labels = { policy: policy.name, server: policy.instance };
          const key = JSON.stringify(labels);
          if (
            value !== undefined &&
            value >= (worst.get(key)?.value ?? -Infinity)
          ) {
            worst.set(key, { value, labels });
          }
        }
        for (const { value, labels } of worst.values()) {
          result.observe(value, { ...labels });
        }
      });
    observe(METRICS.lastGoodAge, ({ lastGoodAt, createdAt }) =>
      this.#secondsSince(lastGoodAt ?? createdAt),
    );
    observe(METRICS.objective, ({ objectiveHours }) =>
      objectiveHours === undefined ? undefined : objectiveHours * 3_600,
    );
    observe(METRICS.failing, ({ failing }) => Number(failing));
  }

  #startScheduler(): void {
    const { schedulerState, automatic } = this.#options;
    this.#observe(METRICS.tickAge, async result => {
      const { lastTickAt } = await schedulerState.get();
      if (lastTickAt !== undefined) {
        result.observe(this.#secondsSince(new Date(lastTickAt)));
      }
    });
    this.#observe(METRICS.paused, async result => {
      const { paused } = await schedulerState.get();
      result.observe(Number(paused || !automatic));
    });
  }

  #startOutbox(): void {
    const { outbox, notifiers } = this.#options;
    this.#observe(METRICS.outboxWaiting, async result => {
      const status = await outbox.status();
      for (const { type } of notifiers) {
        result.observe(status.get(type)?.waiting ?? 0, { notifier: type });
      }
    });
    this.#observe(METRICS.outboxAge, async result => {
      const status = await outbox.status();
      for (const { type } of notifiers) {
        const oldestAt = status.get(type)?.oldestAt;
        result.observe(oldestAt ? this.#secondsSince(oldestAt) : 0, {
          notifier: type,
        });
      }
    });
  }

  #observe(
    { name, unit, description }: MetricDefinition,
    observe: Observe,
  ): void {
    const { metrics, logger } = this.#options;
    const gauge: MetricsServiceObservable = metrics.createObservableGauge(
      name,
      { unit, description },
    );
    const callback: MetricsServiceObservableCallback = async result => {
      try {
        await observe(result);
      } catch (error) {
        logger.debug(`${name} could not be measured: ${describeError(error)}`);
      }
    };
    gauge.addCallback(callback);
    this.#stops.push(() => gauge.removeCallback(callback));
  }

  #secondsSince(time: Date): number {
    const now = this.#options.now();
    return Math.max(now.getTime() - time.getTime(), 0) / 1_000;
  }
}
