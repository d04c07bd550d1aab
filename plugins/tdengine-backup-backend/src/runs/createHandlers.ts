import { LoggerService } from '@backstage/backend-plugin-api';
import { EngineConfig } from '../config/EngineConfig';
import { Encryption } from '../config/readEncryptionConfig';
import { Stores } from '../database/createStores';
import { JobHandler } from '../jobs/JobHandler';
import { BackupHandler } from './backup/BackupHandler';
import { BackupSets } from './BackupSets';
import { RepairHandler } from './copies/RepairHandler';
import { MissingCopies } from './imports/MissingCopies';
import { RescanHandler } from './imports/RescanHandler';
import { SetAdoption } from './imports/SetAdoption';
import { DeletionHandler } from './deletion/DeletionHandler';
import { RewrapHandler } from './encryption/RewrapHandler';
import { RestoreHandler } from './restore/RestoreHandler';
import { RestorePlanner } from './restore/RestorePlanner';
import { SourceRegistry } from './SourceRegistry';
import { TargetRegistry } from './TargetRegistry';
import { VerificationHandler } from './verification/VerificationHandler';

/** One handler for every kind of job. */
export function createHandlers(
  options: Stores & {
    config: EngineConfig;
    encryption: Encryption;
    sources: SourceRegistry;
    sets: BackupSets;
    targets: TargetRegistry;
    planner: RestorePlanner;
    adoption: SetAdoption;
    logger: LoggerService;
  },
): JobHandler[] {
  const { parallelism, repair } = options.config;
  const { keys, acceptPlain } = options.encryption;
  const parts = { ...options, parallelism, repair, keys, acceptPlain };
  return [
    BackupHandler.create(parts),
    RestoreHandler.create(parts),
    VerificationHandler.create(parts),
    RepairHandler.create(parts),
    DeletionHandler.create(parts),
    RewrapHandler.create(parts),
    RescanHandler.create({ ...parts, missing: MissingCopies.create(parts) }),
  ];
}
