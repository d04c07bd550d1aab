import { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { AlertMonitor } from '../alerts/AlertMonitor';
import { AlertTeller } from '../alerts/AlertTeller';
import { EngineConfig } from '../config/EngineConfig';
import { createOverviewStores } from '../database/createOverviewStores';
import { SourceRegistry } from '../runs/SourceRegistry';
import { TargetRegistry } from '../runs/TargetRegistry';
import { DefaultAlertService } from '../services/DefaultAlertService';
import { DefaultOverviewService } from '../services/DefaultOverviewService';
import { DefaultStorageService } from '../services/DefaultStorageService';
import {
  AlertService,
  OverviewService,
  StorageService,
} from '../services/overviewTypes';
import { SchedulerService as PolicySchedulerService } from '../services/types';
import { StorageSampler } from '../usage/StorageSampler';
import { TargetSpaces } from '../usage/TargetSpaces';
import { UsageReader } from '../usage/UsageReader';
import { ProtectionReader } from './ProtectionReader';
import { startOverviewTasks } from './startOverviewTasks';

/** What says how everything is, and what watches it. */
export interface OverviewParts {
  services: {
    overview: OverviewService;
    storage: StorageService;
    alerts: AlertService;
  };
  /** Begins to watch; returns how to end it. */
  start(
    scheduler: Pick<SchedulerService, 'scheduleTask'>,
  ): Promise<() => Promise<void>>;
}

/** Puts together figures, storage and alerts. */
export function createOverview(options: {
  knex: Knex;
  config: EngineConfig;
  sources: SourceRegistry;
  targets: TargetRegistry;
  teller: AlertTeller;
  logger: LoggerService;
  scheduler: Pick<PolicySchedulerService, 'get'>;
  now: () => Date;
}): OverviewParts {
  const { config, logger, now } = options;
  const stores = createOverviewStores(options.knex);
  const spaces = TargetSpaces.create(options);
  const usage = UsageReader.create({ usage: stores.usage, spaces, now });
  const sampler = StorageSampler.create({ usage: stores.usage, spaces, now });
  const monitor = AlertMonitor.create({
    ...options,
    ...stores,
    usage,
    config: config.alerts,
  });
  return {
    services: {
      overview: DefaultOverviewService.create({
        ...options,
        ...stores,
        usage,
        protection: ProtectionReader.create({ ...options, ...stores }),
      }),
      storage: DefaultStorageService.create({
        ...options,
        usageStore: stores.usage,
        usage,
      }),
      alerts: DefaultAlertService.create(stores),
    },
    start: scheduler =>
      startOverviewTasks({ monitor, sampler, scheduler, logger }),
  };
}
