import { createStorageTargetModule } from 'backstage-plugin-tdengine-backup-node';
import { sftpTargetFactory } from './target';

/**
 * Lets the backup plugin keep backups on an SFTP server.
 *
 * @public
 */
export const tdengineBackupModuleSftp =
  createStorageTargetModule(sftpTargetFactory);
