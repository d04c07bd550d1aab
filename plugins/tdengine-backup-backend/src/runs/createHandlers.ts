import { EngineConfig } from '../config/EngineConfig';
import { Stores } from '../database/createStores';
import { JobHandler } from '../jobs/JobHandler';
import { BackupHandler } from './backup/BackupHandler';
import { BackupSets } from './BackupSets';
import { RepairHandler } from './copies/RepairHandler';
import { DeletionHandler } from './deletion/DeletionHandler';
import { RestoreHandler } from './restore/RestoreHandler';
import { RestorePlanner } from './restore/RestorePlanner';
import { SourceRegistry } from './SourceRegistry';
import { TargetRegistry } from './TargetRegistry';
import { VerificationHandler } from './verification/VerificationHandler';

/** One handler for every kind of job. */
export function createHandlers(
  options: Stores & {
    config: EngineConfig;
    sources: SourceRegistry;
    sets: BackupSets;
    targets: TargetRegistry;
    planner: RestorePlanner;
  },
): JobHandler[] {
  const { parallelism, repair } = options.config;
  const parts = { ...options, parallelism, repair };
  return [
    BackupHandler.create(parts),
    RestoreHandler.create(parts),
    VerificationHandler.create(parts),
    RepairHandler.create(parts),
    DeletionHandler.create(parts),
  ];
}
