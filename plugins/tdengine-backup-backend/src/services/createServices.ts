import { LoggerService } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { EngineConfig } from '../config/EngineConfig';
import { Encryption } from '../config/readEncryptionConfig';
import { Stores } from '../database/createStores';
import { JobEventHub } from '../jobs/JobEventHub';
import { JobWorker } from '../jobs/JobWorker';
import { TemporaryFolders } from '../jobs/TemporaryFolders';
import { ArchiveImport } from '../runs/imports/ArchiveImport';
import { ArchivePublication } from '../runs/imports/ArchivePublication';
import { SetAdoption } from '../runs/imports/SetAdoption';
import { UploadSlots } from '../runs/imports/UploadSlots';
import { BackupSets } from '../runs/BackupSets';
import { PolicyCleanUp } from '../policies/PolicyCleanUp';
import { PolicyContentReader } from '../policies/PolicyContentReader';
import { PolicyScheduler } from '../policies/PolicyScheduler';
import { RestorePlanner } from '../runs/restore/RestorePlanner';
import { SourceRegistry } from '../runs/SourceRegistry';
import { TargetRegistry } from '../runs/TargetRegistry';
import { BackupCommands } from './BackupCommands';
import { BackupContentsReader } from './BackupContentsReader';
import { BackupCreator } from './BackupCreator';
import { BackupDownloads } from './BackupDownloads';
import { CopyCommands } from './CopyCommands';
import { ChangePublisher } from './ChangePublisher';
import { DeletionRecall } from './DeletionRecall';
import { DefaultBackupService } from './DefaultBackupService';
import { DefaultEncryptionService } from './DefaultEncryptionService';
import { DefaultHealthService } from './DefaultHealthService';
import { DefaultImportService } from './DefaultImportService';
import { DefaultInstanceService } from './DefaultInstanceService';
import { DefaultJobService } from './DefaultJobService';
import { DefaultPolicyService } from './DefaultPolicyService';
import { DefaultRestoreService } from './DefaultRestoreService';
import { DefaultSchedulerService } from './DefaultSchedulerService';
import { RestoreCreator } from './RestoreCreator';
import { UseHolder } from './UseHolder';
import {
  BackupService,
  EncryptionService,
  HealthService,
  ImportService,
  InstanceService,
  JobService,
  PolicyService,
  RestoreService,
  SchedulerService,
} from './types';

export interface Services {
  backups: BackupService;
  restores: RestoreService;
  jobs: JobService;
  instances: InstanceService;
  health: HealthService;
  policies: PolicyService;
  scheduler: SchedulerService;
  encryption: EncryptionService;
  imports: ImportService;
}

/** Puts together what answers callers. */
export function createServices(
  options: Stores & {
    knex: Knex;
    config: EngineConfig;
    encryption: Encryption;
    commands: BackupCommands;
    copyCommands: CopyCommands;
    creator: BackupCreator;
    reader: PolicyContentReader;
    cleanUp: PolicyCleanUp;
    scheduler: PolicyScheduler;
    sources: SourceRegistry;
    targets: TargetRegistry;
    folders: TemporaryFolders;
    sets: BackupSets;
    planner: RestorePlanner;
    adoption: SetAdoption;
    slots: UploadSlots;
    hub: JobEventHub;
    changes: ChangePublisher;
    worker: JobWorker;
    logger: LoggerService;
    now: () => Date;
  },
): Services {
  const parts = {
    ...options,
    wake: () => options.worker.wake(),
    automatic: options.config.automaticBackups,
  };
  const backups = DefaultBackupService.create({
    ...parts,
    contents: BackupContentsReader.create(parts),
    downloads: BackupDownloads.create(parts),
    uses: UseHolder.create(parts),
    recall: DeletionRecall.create(parts),
  });
  return {
    backups,
    restores: DefaultRestoreService.create({
      ...parts,
      creator: RestoreCreator.create(parts),
    }),
    jobs: DefaultJobService.create(parts),
    instances: DefaultInstanceService.create(parts),
    health: DefaultHealthService.create(parts),
    policies: DefaultPolicyService.create(parts),
    scheduler: DefaultSchedulerService.create(parts),
    encryption: DefaultEncryptionService.create(parts),
    imports: DefaultImportService.create({
      ...parts,
      archives: ArchiveImport.create({
        ...parts,
        publication: ArchivePublication.create({
          ...parts,
          leaseMs: options.config.jobs.leaseMs,
        }),
        keys: options.encryption.keys,
        acceptPlain: options.encryption.acceptPlain,
        uploads: options.config.uploads,
        temporaryDirectory: options.config.temporaryDirectory,
        parallelism: options.config.parallelism,
      }),
      get: id => backups.get(id),
    }),
  };
}
