/**
 * The engine without HTTP, for tools that back up and restore in a process of their own.
 *
 * @packageDocumentation
 */
import {
  DatabaseService,
  LoggerService,
  RootConfigService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { MetricsService } from '@backstage/backend-plugin-api/alpha';
import {
  BackupSource,
  Notifier,
  StorageTargetFactory,
  UnpackedArchives,
} from 'backstage-plugin-tdengine-backup-node';
import { join } from 'node:path';
import { assertKnownFormat } from './config/assertKnownFormat';
import { readEncryptionConfig } from './config/readEncryptionConfig';
import { readEngineConfig } from './config/readEngineConfig';
import { createStores } from './database/createStores';
import { applyMigrations } from './database/applyMigrations';
import { JobEventHub } from './jobs/JobEventHub';
import { JobWorker } from './jobs/JobWorker';
import { TemporaryFolders } from './jobs/TemporaryFolders';
import { createMetrics } from './metrics/createMetrics';
import { createNotifications } from './notifications/createNotifications';
import { createOverview } from './overview/createOverview';
import { BackupSets } from './runs/BackupSets';
import { ScheduledRepairs } from './runs/copies/ScheduledRepairs';
import { SetAdoption } from './runs/imports/SetAdoption';
import { UploadSlots } from './runs/imports/UploadSlots';
import { createHandlers } from './runs/createHandlers';
import { Housekeeping } from './runs/Housekeeping';
import { RestorePlanner } from './runs/restore/RestorePlanner';
import { SourceRegistry } from './runs/SourceRegistry';
import { TargetRegistry } from './runs/TargetRegistry';
import { Announcer } from './services/Announcer';
import { BackupCommands } from './services/BackupCommands';
import { BackupCreator } from './services/BackupCreator';
import { CopyCommands } from './services/CopyCommands';
import { ChangePublisher, ChangeSignals } from './services/ChangePublisher';
import { createServices } from './services/createServices';
import { startBackgroundTasks } from './runs/startBackgroundTasks';
import { createPolicyParts } from './policies/createPolicyParts';
import { ScheduledTransfers } from './policies/ScheduledTransfers';
import { ScheduledVerifications } from './runs/verification/ScheduledVerifications';
import {
  AlertService,
  OverviewService,
  StorageService,
} from './services/overviewTypes';
import {
  BackupService,
  EncryptionService,
  HealthService,
  ImportService,
  InstanceService,
  JobService,
  PolicyService,
  RestoreService,
  SchedulerService as PolicySchedulerService,
} from './services/types';

export type { ChangeSignals } from './services/ChangePublisher';
export type * from './services/overviewTypes';
export type * from './services/types';

/**
 * What the engine is given.
 *
 * @public
 */
export interface EngineOptions {
  database: DatabaseService;
  logger: LoggerService;
  config: RootConfigService;
  sources: readonly BackupSource[];
  targetFactories: readonly StorageTargetFactory[];
  notifiers: readonly Notifier[];
  scheduler: Pick<SchedulerService, 'scheduleTask'>;
  /** Absent where the signals plugin is not installed. */
  signals?: ChangeSignals;
  /** Nothing is measured where it is left out. */
  metrics?: MetricsService;
  /** What schedules, rules of retention and alerts go by; the clock of this machine by default. */
  now?: () => Date;
}

/**
 * The services, and the worker behind them. The services answer whether or not the worker runs.
 *
 * @public
 */
export interface Engine {
  backups: BackupService;
  restores: RestoreService;
  jobs: JobService;
  instances: InstanceService;
  overview: OverviewService;
  storage: StorageService;
  alerts: AlertService;
  health: HealthService;
  policies: PolicyService;
  scheduler: PolicySchedulerService;
  encryption: EncryptionService;
  imports: ImportService;
  /** Begins to take jobs from the queue. */
  start(): Promise<void>;
  /** Takes no more jobs and gives back those that run, within ten seconds. */
  stop(): Promise<void>;
}

/**
 * Puts the engine together. Throws an error that names the key where the configuration is wrong.
 *
 * @public
 */
export async function createEngine(options: EngineOptions): Promise<Engine> {
  const { logger, notifiers, now = () => new Date() } = options;
  const config = readEngineConfig(options.config, options.targetFactories);
  const encryption = await readEncryptionConfig(options.config);
  const sources = SourceRegistry.create(options.sources);
  assertKnownFormat(config.format, options.sources);
  const targets = TargetRegistry.create(config);
  const knex = await applyMigrations(options.database);
  const stores = createStores(knex);
  const folders = TemporaryFolders.create({
    directory: config.temporaryDirectory,
  });
  const unpacked = UnpackedArchives.create({
    makeFolder: () => folders.forRequest(),
  });
  const sets = BackupSets.create({
    targets,
    unpacked,
    keys: encryption.keys,
    logger,
  });
  const hub = JobEventHub.create({ events: stores.events, logger });
  const changes = ChangePublisher.create({ signals: options.signals, logger });
  const announcer = Announcer.create({ ...stores, changes, logger });
  const planner = RestorePlanner.create({
    sets,
    sources,
    folders,
    parallelism: config.parallelism,
    logger,
  });
  const adoption = SetAdoption.create({ ...stores, sets, targets, logger });
  const parts = {
    ...stores,
    adoption,
    knex,
    config,
    encryption,
    sources,
    targets,
    folders,
    sets,
    now,
  };
  const commands = BackupCommands.create(parts);
  const copyCommands = CopyCommands.create({ ...parts, commands });
  const creator = BackupCreator.create(parts);
  const metrics = createMetrics({
    ...parts,
    metrics: options.metrics,
    notifiers,
    logger,
  });
  const { news, runNews, teller, delivery } = createNotifications({
    ...parts,
    notifiers,
    onDelivery: metrics.delivered,
    logger,
  });
  let wakeWorker = () => {};
  const policies = createPolicyParts({
    ...parts,
    commands,
    creator,
    news,
    logger,
    wake: () => {
      wakeWorker();
      delivery.nudge();
    },
  });
  const worker = JobWorker.create({
    ...stores,
    folders,
    logger,
    handlers: createHandlers({ ...parts, planner, logger }).map(handler =>
      runNews.tellEndOf(handler),
    ),
    lanes: [
      {
        types: ['backup', 'restore'],
        places: config.parallelRuns,
      },
      // Reading old backups again must not keep a new one waiting.
      { types: ['verify', 'repair'], places: 1 },
      // Takes no load worth a limit, and what is to be deleted should not wait for hours.
      { types: ['delete', 'rewrap'], places: 1 },
      { types: ['rescan'], places: 1 },
    ],
    config: config.jobs,
    logDirectory: join(config.dataDirectory, 'logs'),
    onNews: jobId => hub.nudge(jobId),
    onLeft: async jobId => {
      await announcer.jobLeft(jobId);
      await metrics.jobLeft(jobId);
      await policies.jobLeft(jobId);
      delivery.nudge();
    },
  });
  wakeWorker = () => worker.wake();
  const housekeeping = Housekeeping.create({
    ...parts,
    commands,
    copyCommands,
    delivery,
    logger,
  });
  const verifications = ScheduledVerifications.create({
    ...stores,
    commands,
    config: config.verification,
    logger,
    now,
  });
  const repairs = ScheduledRepairs.create({
    ...stores,
    copyCommands,
    config: config.repair,
    logger,
  });
  const transfers = ScheduledTransfers.create({
    ...parts,
    copyCommands,
    automatic: config.automaticBackups,
    logger,
  });
  const slots = UploadSlots.create();
  const services = createServices({
    ...parts,
    slots,
    ...policies,
    commands,
    copyCommands,
    creator,
    planner,
    hub,
    changes,
    worker,
    logger,
  });
  const overview = createOverview({
    ...parts,
    teller,
    logger,
    scheduler: services.scheduler,
  });
  let stopBackgroundTasks = async () => {};
  let stopWatching = async () => {};

  return {
    ...services,
    ...overview.services,
    async start() {
      await policies.configured.apply();
      stopBackgroundTasks = await startBackgroundTasks({
        housekeeping,
        verifications,
        repairs,
        policies: policies.scheduler,
        cleanUps: policies.cleanUps,
        transfers,
        delivery,
        scheduler: options.scheduler,
        leaseMs: config.jobs.leaseMs,
      });
      stopWatching = await overview.start(options.scheduler);
      metrics.start();
      worker.start();
    },
    async stop() {
      metrics.stop();
      await Promise.all([slots.stop(), worker.stop()]);
      await policies.stop();
      await delivery.stop();
      await stopBackgroundTasks();
      await stopWatching();
      await unpacked.close();
    },
  };
}
