import { createStorageTargetModule } from 'backstage-plugin-tdengine-backup-node';
import { s3TargetFactory } from './target';

/**
 * Lets the backup plugin keep backups in S3.
 *
 * @public
 */
export const tdengineBackupModuleS3 =
  createStorageTargetModule(s3TargetFactory);
