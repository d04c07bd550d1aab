import { LoggerService } from '@backstage/backend-plugin-api';
import { MetricsService } from '@backstage/backend-plugin-api/alpha';
import { Knex } from 'knex';
import { EngineConfig } from '../config/EngineConfig';
import { createOverviewStores } from '../database/createOverviewStores';
import { Stores } from '../database/createStores';
import { DatabaseMetricsStore } from '../database/DatabaseMetricsStore';
import { METRICS } from './metricDefinitions';
import { createCounter, RunMetrics } from './RunMetrics';
import { StateMetrics } from './StateMetrics';

export interface MetricsParts {
  start(): void;
  stop(): void;
  jobLeft(jobId: string): Promise<void>;
  delivered(notifier: string, result: 'sent' | 'failed' | 'given_up'): void;
}

/** Puts together what is measured; nothing where there is no service to measure by. */
export function createMetrics(
  options: Stores & {
    metrics?: MetricsService;
    knex: Knex;
    config: EngineConfig;
    notifiers: ReadonlyArray<{ readonly type: string }>;
    logger: LoggerService;
    now: () => Date;
  },
): MetricsParts {
  const { metrics, knex, config } = options;
  if (!metrics) {
    return {
      start() {},
      stop() {},
      async jobLeft() {},
      delivered() {},
    };
  }
  const runs = RunMetrics.create({ ...options, metrics });
  const notifications = createCounter(metrics, METRICS.notifications);
  const state = StateMetrics.create({
    ...options,
    metrics,
    metricsStore: DatabaseMetricsStore.create({ knex }),
    alertFacts: createOverviewStores(knex).alertFacts,
    automatic: config.automaticBackups,
  });
  return {
    start: () => state.start(),
    stop: () => state.stop(),
    jobLeft: jobId => runs.jobLeft(jobId),
    delivered: (notifier, result) => notifications.add(1, { notifier, result }),
  };
}
